import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requirePart } from "./access";
import { areAllLocked, laneProgress } from "./lanes";
import { lockOpenCase } from "./open-case";
import { findHolders, findScores, recuseHolder } from "./score-store";

/**
 * Leaves the case for good: the lane is free for someone else, the drafts are gone, and the person sees the case
 * no more.
 *
 * @param input.reason kept out of the public ledger
 * @throws AppError `wrong_state` for whoever has no lane here (they declare a conflict instead), or when the lane
 * is locked: its scores stand, and a conflict found so late is declared
 */
export function recuseReviewer(input: {
  actor: Actor;
  applicationId: string;
  reason: string;
}): Promise<void> {
  const { actor, applicationId } = input;
  const reason = input.reason.trim();
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    const { lane } = await requirePart(tx, actor, applicationId);
    if (lane === null)
      throw new AppError("wrong_state", "You have no lane here; declare a conflict instead.");
    const holders = await findHolders(tx, applicationId);
    const scores = await findScores(tx, found.revision.id);
    const own = laneProgress(found.plan, holders, scores).filter(
      ({ holderId }) => holderId === actor.personId,
    );
    if (areAllLocked(own)) {
      throw new AppError(
        "wrong_state",
        "Your lane is locked and its scores stand; declare a conflict instead.",
      );
    }

    const now = await databaseNow(tx);
    await recuseHolder(tx, { applicationId, lane, personId: actor.personId, now });
    await appendEntry(tx, {
      kind: "lane.recused",
      subjectId: applicationId,
      data: { lane, person: actor.personId, revision: found.revision.id },
      ...(reason === "" ? {} : { secret: { reason } }),
    });
  });
}
