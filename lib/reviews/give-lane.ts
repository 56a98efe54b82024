import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import { keepScores } from "./keep-scores";
import type { Place } from "./lanes";
import type { OpenCase } from "./open-case";
import { insertHolder } from "./score-store";

/**
 * Gives a free seat of a lane to a person whose eligibility the caller has checked, and puts that on record. The
 * first one given moves the case from triage into review.
 *
 * @param found locked in this transaction
 * @param of.actor who gives it: the person, or whoever assigns; on record as `by` when they are two
 */
export async function giveLane(
  tx: Tx,
  found: OpenCase,
  of: Place & { actor: Actor; personId: string },
): Promise<void> {
  const { actor, lane, seat, personId } = of;
  await insertHolder(tx, { applicationId: found.id, lane, seat, personId });
  await appendEntry(tx, {
    kind: "lane.assigned",
    subjectId: found.id,
    data: {
      lane,
      ...(seat === 1 ? {} : { seat }),
      person: personId,
      revision: found.revision.id,
      ...(personId === actor.personId ? {} : { by: actor.personId }),
    },
  });
  await beginReview(tx, found, actor);
}

/** Moves a triaged case into review, with the scores of earlier revisions that still hold. */
export async function beginReview(tx: Tx, found: OpenCase, actor: Actor): Promise<void> {
  if (found.state !== "triaged") return;
  await keepScores(tx, found);
  await changeState(tx, {
    applicationId: found.id,
    from: "triaged",
    to: "in_review",
    actor,
    reasonCode: "lanes_assigned",
  });
}
