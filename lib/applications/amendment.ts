import { type ApplicationState, AT_WORK } from "./application";

/** On its way from one of them to another: an amendment stays open meanwhile. */
const PASSING: readonly ApplicationState[] = ["submitted", "screening"];

/** Whether a case can be amended: wherever people are at work on it, as the table's edges `amended` say. */
export function isAmendable(state: ApplicationState): boolean {
  return AT_WORK.some((amendable) => amendable === state);
}

/** Whether an open amendment has nothing left to amend once the case is there. What was typed stays in the draft. */
export function endsAmendment(state: ApplicationState): boolean {
  return !isAmendable(state) && !PASSING.includes(state);
}
