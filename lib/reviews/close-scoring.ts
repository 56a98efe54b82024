import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import type { Tx } from "#lib/platform/db";
import { areAllLocked, laneProgress } from "./lanes";
import type { OpenCase } from "./open-case";
import { unreconciled } from "./reconcile-scores";
import { findScores } from "./score-store";

/**
 * Takes a case in review on once every lane has locked: to the approvers, or first to the scorers of a factor whose
 * two scores lie apart and who have not written why.
 *
 * @param found locked in this transaction, its state `in_review` by now
 * @returns whether the case went on
 */
export async function closeScoring(tx: Tx, found: OpenCase, actor: Actor | "service"): Promise<boolean> {
  const scores = await findScores(tx, found.revision.id);
  if (!areAllLocked(laneProgress(found.plan, [], scores))) return false;
  const move = { applicationId: found.id, actor };
  await changeState(tx, { ...move, from: "in_review", to: "scoring_locked", reasonCode: "all_lanes_locked" });
  const isApart = (await unreconciled(tx, found)).length > 0;
  await changeState(tx, {
    ...move,
    from: "scoring_locked",
    to: isApart ? "reconciliation" : "decision_pending",
    reasonCode: isApart ? "spread_to_reconcile" : "nothing_to_reconcile",
  });
  return true;
}
