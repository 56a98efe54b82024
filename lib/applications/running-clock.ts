import type { ApplicationState } from "./application";

/** Where the clock of a review runs; it stands while the applicant is asked, and has no meaning once decided. */
const RUNNING: readonly ApplicationState[] = [
  "triaged",
  "in_review",
  "scoring_locked",
  "reconciliation",
  "decision_pending",
];

/** When the review is to be done, while somebody still works towards that; else `null`. */
export function runningDueAt({ state, dueAt }: { state: ApplicationState; dueAt: Date | null }): Date | null {
  return RUNNING.includes(state) ? dueAt : null;
}
