import { changeState } from "#lib/applications/change-state";
import { reopenRevision } from "#lib/applications/reopen-revision";
import { isReviewable } from "#lib/applications/screen-revision";
import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import { findHolders, freeLanes } from "./score-store";

/**
 * Sends a case through the lanes anew: the same text as its next revision, so that no earlier score counts for it,
 * judged by the pack and the facts of today, and every lane free to be taken.
 *
 * A case that the policy stops meanwhile does not go into review: from `remanded` the desk screens it again when
 * the facts are put right, and a re-review that the policy stops is ended by an officer.
 *
 * @returns whether it went into review
 */
export async function openFreshRound(
  tx: Tx,
  {
    applicationId,
    from,
    actor,
  }: { applicationId: string; from: "remanded" | "re_review"; actor: Actor | "service" },
): Promise<boolean> {
  const { revisionId, screening } = await reopenRevision(tx, { applicationId, actor });
  const holders = await findHolders(tx, applicationId);
  if (holders.length > 0) {
    await freeLanes(tx, applicationId);
    await appendEntry(tx, {
      kind: "lanes.freed",
      subjectId: applicationId,
      data: {
        revision: revisionId,
        lanes: holders.map(({ lane, personId }) => ({ lane, person: personId })),
      },
    });
  }
  if (!isReviewable(screening.outcome)) return false;
  await changeState(tx, { applicationId, from, to: "in_review", actor, reasonCode: "lanes_assigned" });
  return true;
}
