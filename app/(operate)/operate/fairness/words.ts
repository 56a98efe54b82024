import type { Measure, Verdict } from "#lib/fairness/compare-groups";
import type { Tone } from "#ui/state-badge";

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  pass: "passed",
  fail: "failed",
  insufficient: "insufficient evidence",
};

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  pass: "good",
  fail: "bad",
  insufficient: "warn",
};

export const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  failureToEnrol: "Failure to enrol",
  falseMatch: "False match rate",
  falseNonMatch: "False non-match rate",
};

/** What each measure is a share of, for a reader who does not know the terms. */
export const MEASURE_LEADS: Readonly<Record<Measure, string>> = {
  failureToEnrol: "Pictures that gave no template.",
  falseMatch: "Pairs of two people of one group who were called the same.",
  falseNonMatch: "Pairs of pictures of one person who was called two.",
};
