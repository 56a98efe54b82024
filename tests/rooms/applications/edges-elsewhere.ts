import type { ReasonCode } from "#lib/applications/application";

/**
 * Edges that other tests walk: appeals, re-reviews, the emergency lane and the end of an approval. Each reason names
 * the file that walks it.
 */
export const WALKED_ELSEWHERE: Partial<Record<ReasonCode, string>> = {
  emergency_lane: "tests/rooms/reviews/emergency.test.ts",
  retrospective_review: "tests/rooms/reviews/emergency.test.ts",
  re_review_due: "tests/rooms/grants/re-review.test.ts",
  restricted: "tests/rooms/grants/re-review.test.ts",
  suspended: "tests/rooms/grants/re-review.test.ts",
  expired: "tests/rooms/grants/grant-ends.test.ts",
  appealed: "tests/rooms/reviews/appeal.test.ts",
  appeal_upheld_decision: "tests/rooms/reviews/appeal.test.ts",
  appeal_remanded: "tests/rooms/reviews/appeal.test.ts",
  appeal_reversed_decision: "tests/rooms/reviews/appeal.test.ts",
  decision_reopened: "tests/rooms/reviews/appeal.test.ts",
  spread_to_reconcile: "tests/rooms/reviews/double-scoring.test.ts",
  reconciled: "tests/rooms/reviews/double-scoring.test.ts",
  sent_back: "tests/rooms/reviews/sent-back.test.ts",
  reinstated: "tests/rooms/grants/reinstatement.test.ts",
  authority_missing: "tests/rooms/reviews/deferral.test.ts",
  authority_recorded: "tests/rooms/reviews/deferral.test.ts",
};

/** The same for single edges of a reason that is walked here otherwise. */
export const NAMED_ELSEWHERE: Readonly<Record<string, string>> = {
  "re_review → in_review (lanes_assigned)": "tests/rooms/grants/re-review.test.ts",
  "remanded → in_review (lanes_assigned)": "tests/rooms/reviews/appeal.test.ts",
};
