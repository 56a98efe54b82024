import { changeState } from "#lib/applications/change-state";
import { transaction } from "#lib/platform/db";
import { lockCase } from "./case-store";
import { closeScoring } from "./close-scoring";
import { keepScores } from "./keep-scores";
import { readOpenCase } from "./open-case";
import { findHolders } from "./score-store";

/**
 * Gives a case that a screening took back to triage to the people who had it: whoever holds a lane goes on where
 * they were, with the scores of an earlier revision that still stand, and when every lane is locked on this very
 * revision the case is the approvers' again. Called by the caretaker; a case that nobody holds waits for someone to
 * take a lane.
 *
 * @returns whether it went on
 */
export function resumeReview({ applicationId }: { applicationId: string }): Promise<boolean> {
  return transaction(async (tx) => {
    if ((await lockCase(tx, applicationId))?.state !== "triaged") return false;
    const found = await readOpenCase(tx, applicationId);
    const holders = await findHolders(tx, applicationId);
    if (!found.plan.some(({ lane }) => holders.some((holder) => holder.lane === lane))) return false;

    await keepScores(tx, found);
    await changeState(tx, {
      applicationId,
      from: "triaged",
      to: "in_review",
      actor: "service",
      reasonCode: "lanes_assigned",
    });
    await closeScoring(tx, found, "service");
    return true;
  });
}
