import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import type { Tx } from "#lib/platform/db";
import { areAllLocked, laneProgress } from "./lanes";
import type { OpenCase } from "./open-case";
import { findScores } from "./score-store";

/**
 * Hands a case in review to the approvers once every lane has locked. Every factor has one scorer, so there is
 * nothing to reconcile yet.
 *
 * @param found locked in this transaction, its state `in_review` by now
 * @returns whether the case went on
 */
export async function closeScoring(tx: Tx, found: OpenCase, actor: Actor | "service"): Promise<boolean> {
  const scores = await findScores(tx, found.revision.id);
  if (!areAllLocked(laneProgress(found.plan, [], scores))) return false;
  const move = { applicationId: found.id, actor };
  await changeState(tx, { ...move, from: "in_review", to: "scoring_locked", reasonCode: "all_lanes_locked" });
  await changeState(tx, {
    ...move,
    from: "scoring_locked",
    to: "decision_pending",
    reasonCode: "nothing_to_reconcile",
  });
  return true;
}
