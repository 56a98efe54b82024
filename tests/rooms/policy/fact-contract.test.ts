import { describe, expect, test } from "vitest";
import { newId } from "#lib/platform/ids";
import {
  checkFactForm,
  draftOf,
  factVoteForm,
  judgeFactForm,
  recordFactForm,
} from "#lib/policy/fact-contract";
import { BEGINS, endOf } from "./said";

/** The form of a beginning as a browser sends it. */
const TYPED: Readonly<Record<string, string>> = {
  fact: BEGINS.fact,
  place: "US",
  in_force_from: "2031-01-01",
  in_force_to: "",
  statement: BEGINS.statement,
  source: BEGINS.source,
  source_url: BEGINS.source_url,
  source_date: BEGINS.source_date,
  ...Object.fromEntries(Object.keys(BEGINS.checklist).map((id) => [`checklist.${id}`, "yes"])),
  ...Object.fromEntries(Object.entries(BEGINS.reasons).map(([id, why]) => [`reasons.${id}`, why])),
};

describe("the form of a legal fact", () => {
  test("says what was typed, each demand with its answer and reason", () => {
    expect(draftOf(checkFactForm.parse(TYPED))).toEqual(BEGINS);
    const unmet = { ...TYPED, "checklist.remedy": "no" };
    expect(draftOf(checkFactForm.parse(unmet)).checklist).toMatchObject({
      remedy: false,
      transparency: true,
    });
  });

  test("of an end says nothing of the place, the beginning or the checklist", () => {
    const ends = newId("fct");
    const end = { ...TYPED, ends, in_force_to: "2032-06-30", statement: endOf(ends, "").statement };
    expect(draftOf(checkFactForm.parse(end))).toEqual(endOf(ends, "2032-06-30"));
  });

  test.each([
    [{ ends: "fct_1; DROP" }, "ends"],
    [{ place: "United States" }, "place"],
    [{ in_force_from: "1 January 2031" }, "in_force_from"],
    [{ source_date: "1 January 2031" }, "source_date"],
    [{ statement: "x".repeat(4_001) }, "statement"],
    [{ source_url: `https://${"x".repeat(2_000)}` }, "source_url"],
    [{ "checklist.remedy": "perhaps" }, "checklist.remedy"],
    [{ "reasons.remedy": "x".repeat(4_001) }, "reasons.remedy"],
  ])("with %j is refused at that field", (change, at) => {
    const { error } = checkFactForm.safeParse({ ...TYPED, ...change });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([at]);
  });

  test("takes no field that it does not have", () => {
    expect(checkFactForm.safeParse({ ...TYPED, recordedById: "per_1" }).success).toBe(false);
    expect(checkFactForm.safeParse({ ...TYPED, fact_id: newId("fct") }).success).toBe(false);
  });

  test("is signed over a digest, of a record with an id of ours, by someone who confirms who they are", () => {
    const signed = { ...TYPED, fact_id: newId("fct"), digest: "0".repeat(64), totp: "123456" };
    expect(recordFactForm.safeParse(signed).success).toBe(true);
    for (const change of [{ fact_id: "fct_1" }, { digest: "0" }, { totp: "" }]) {
      expect(recordFactForm.safeParse({ ...signed, ...change }).success).toBe(false);
    }
  });
});

test("a vote and a judgement are one of theirs, over a digest, confirmed", () => {
  const signed = { fact_id: newId("fct"), digest: "0".repeat(64), reason: "", totp: "123456" };
  expect(factVoteForm.safeParse({ ...signed, vote: "abstain" }).success).toBe(true);
  expect(factVoteForm.safeParse({ ...signed, vote: "maybe" }).success).toBe(false);
  expect(judgeFactForm.safeParse({ ...signed, verdict: "refuse" }).success).toBe(true);
  expect(judgeFactForm.safeParse({ ...signed, verdict: "end" }).success).toBe(false);
  expect(judgeFactForm.safeParse({ ...signed, verdict: "confirm", totp: "" }).success).toBe(false);
});
