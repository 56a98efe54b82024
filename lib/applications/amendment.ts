import type { ApplicationState } from "./application";

/** Where a case is in people's hands and can be amended: the table's edges with the reason `amended`. */
export const AMENDABLE = [
  "triaged",
  "in_review",
  "rfi",
  "scoring_locked",
  "reconciliation",
  "decision_pending",
] as const satisfies readonly ApplicationState[];

/** On its way from one of them to another: an amendment stays open meanwhile. */
const PASSING: readonly ApplicationState[] = ["submitted", "screening"];

export function isAmendable(state: ApplicationState): boolean {
  return AMENDABLE.some((amendable) => amendable === state);
}

/** Whether an open amendment has nothing left to amend once the case is there. What was typed stays in the draft. */
export function endsAmendment(state: ApplicationState): boolean {
  return !isAmendable(state) && !PASSING.includes(state);
}
