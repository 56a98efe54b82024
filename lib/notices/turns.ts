import type { ReasonCode } from "#lib/applications/application";
import { DECISION_TURNS } from "./decision-turns";
import { GRANT_TURNS } from "./grant-turns";
import { QUESTION_TURNS } from "./question-turns";
import { REVIEW_TURNS } from "./review-turns";
import { SCREENING_TURNS } from "./screening-turns";
import type { Telling } from "./telling";

const ROWS = {
  ...SCREENING_TURNS,
  ...QUESTION_TURNS,
  ...REVIEW_TURNS,
  ...DECISION_TURNS,
  ...GRANT_TURNS,
} as const;

/** The same with each row as it stands, for the names of its templates. */
export type TurnRows = typeof ROWS;

/**
 * What is told of each turn of a case, by the reason of its edge. A person in two of the audiences is told the first.
 * An empty row says that nobody needs to be told: another turn follows in the same breath, or tells it better.
 */
export const TURNS: Readonly<Record<ReasonCode, readonly Telling[]>> = ROWS;
