import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { cannotSay } from "#lib/fairness/cannot-say";
import type { GroupRates } from "#lib/fairness/group-rates";
import { fairnessPdf } from "#lib/fairness/report-pdf";
import { wilson } from "#lib/recognition/calibrate/intervals";

const rate = (errors: number, trials: number) => ({
  errors,
  trials,
  rate: errors / trials,
  interval: wilson(errors / trials, trials),
});
const group = (name: string, subjects: number, matched: number | null): GroupRates => ({
  group: name,
  subjects,
  pictures: 4 * subjects,
  failureToEnrol: rate(1, 4 * subjects),
  falseMatch: matched === null ? null : rate(matched, 1_000),
  falseNonMatch: rate(3, 100),
});

describe("what a set cannot say", () => {
  it("is what no error, no pair and few people leave open", () => {
    expect(cannotSay([group("a", 20, 0), group("b", 9, null), group("c", 20, 5)])).toEqual([
      "a: no error in 1000 leaves a false match rate of up to 0.383 % possible.",
      "b: 9 subjects are too few to compare this group with another; give at least 10.",
      "b: the false match rate was not measured, there was no pair for it.",
    ]);
  });
});

describe("the report as a PDF", () => {
  it("says verdict, rates, ratios and what is left open, carries the data, and names no picture", async () => {
    const run = {
      modelId: "mobilefacenet-r2",
      runtime: "onnxruntime-node",
      threshold: 0.5,
      groups: [group("north", 20, 0), group("south", 20, 80)],
      limits: { falseMatch: 0.01, falseNonMatch: null, failureToEnrol: null, ratio: 2 },
      missed: [{ path: "north/somebody.jpg", why: "no_face" }],
      seconds: 1,
    };
    const bytes = await fairnessPdf(run, new Date("2026-11-23T12:00:00Z"));
    const pdf = await getDocument({ data: bytes }).promise;
    const pages = Array.from({ length: pdf.numPages }, (_, index) => pdf.getPage(index + 1));
    const contents = await Promise.all(pages.map(async (page) => (await page).getTextContent()));
    const text = contents
      .flatMap(({ items }) => items.map((item) => ("str" in item ? item.str : "")))
      .join(" ")
      .replace(/\s+/g, " ");
    expect(text).toContain("FAIL, 2026-11-23 12:00 UTC");
    expect(text).toContain("8 %, between");
    expect(text).toContain("south over north: no value, as the best made no error");
    expect(text).toContain("north: no error in 1000 leaves a false match rate of up to 0.383 % possible.");

    const [attached] = Object.values<{ content: Uint8Array }>((await pdf.getAttachments()) ?? {});
    const data = new TextDecoder().decode(attached?.content);
    expect(JSON.parse(data)).toMatchObject({ verdict: "fail", threshold: 0.5, missed: 1 });
    expect(text + data).not.toContain("somebody");
  });
});
