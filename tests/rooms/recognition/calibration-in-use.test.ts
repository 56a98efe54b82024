import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseCalibration } from "#lib/recognition/calibration-in-use";
import { EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";
import shipped from "../../../lib/recognition/calibration.json";

const OWN = {
  ...shipped,
  measuredOn: "2031-05-06",
  set: { ...shipped.set, name: "our-lobby", pictures: 999 },
  points: [
    { threshold: 0.3, fmr: 0.02, fnmr: 0.001 },
    { threshold: 0.5, fmr: 0.003, fnmr: 0.01 },
    { threshold: 0.6, fmr: 0, fnmr: 0.2 },
  ],
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "countersign-calibration-"));
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function given(text: string): string {
  const file = path.join(folder, "calibration.json");
  writeFileSync(file, text);
  vi.stubEnv("CALIBRATION_FILE", file);
  return file;
}

describe("a deployment's own calibration", () => {
  it("takes the place of the shipped one, in thresholds, rates and model card alike", async () => {
    given(JSON.stringify(OWN));
    const { calibrationOf, floorChoices, fmrAt } = await import("#lib/recognition/calibration");
    const { MODEL_CARDS } = await import("#lib/recognition/model-card");
    expect(calibrationOf(EMBEDDING_MODEL_ID)?.set).toMatchObject({ name: "our-lobby", pictures: 999 });
    expect(calibrationOf(EMBEDDING_MODEL_ID)?.set.source).toContain("2031-05-06");
    expect(fmrAt(EMBEDDING_MODEL_ID, 0.5)).toBe(0.003);
    expect(floorChoices(EMBEDDING_MODEL_ID).find(({ threshold }) => threshold === 0.55)?.fmr).toBe(0.003);
    const card = MODEL_CARDS.find(({ id }) => id === EMBEDDING_MODEL_ID);
    expect(card?.calibration).toMatchObject({ measuredOn: "2031-05-06", set: { name: "our-lobby" } });
  });

  it("leaves the rates of the former pipeline as they were", async () => {
    given(JSON.stringify(OWN));
    const { fmrAt } = await import("#lib/recognition/calibration");
    expect(fmrAt("mobilefacenet-r1", 0.5)).toBe(0.00057);
  });

  it("is refused when it cannot be read, never replaced by the shipped one in silence", async () => {
    vi.stubEnv("CALIBRATION_FILE", path.join(folder, "missing.json"));
    const { calibrationOf } = await import("#lib/recognition/calibration");
    expect(() => calibrationOf(EMBEDDING_MODEL_ID)).toThrow(
      /CALIBRATION_FILE .*missing\.json cannot be read/,
    );
  });
});

describe("a file that is no calibration of this engine", () => {
  it.each([
    ["no JSON", "{", /is not JSON; give it a file that npm run calibrate wrote/],
    ["something else", "{}", /file\.json: format: must be countersign-calibration-1/],
    [
      "another network",
      JSON.stringify({ ...OWN, modelId: "arcface" }),
      /modelId: must be mobilefacenet-r2.*run npm run calibrate again/,
    ],
    ["no thresholds", JSON.stringify({ ...OWN, points: [] }), /points: /],
    [
      "a rate over one",
      JSON.stringify({ ...OWN, points: [{ threshold: 0.5, fmr: 1.5, fnmr: 0 }] }),
      /points\.0\.fmr: /,
    ],
    [
      "an FMR that rises with the threshold",
      JSON.stringify({
        ...OWN,
        points: [
          { threshold: 0.4, fmr: 0.001, fnmr: 0 },
          { threshold: 0.5, fmr: 0.1, fnmr: 0 },
        ],
      }),
      /points: must have rising thresholds/,
    ],
  ])("is refused by its field: %s", (_, text, words) => {
    expect(() => parseCalibration(text, "file.json")).toThrow(words);
  });
});
