import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requireState } from "./access";
import { closeScoring } from "./close-scoring";
import { isSamePlace, type OpenFactor, openFactors, RATIONALE_CHARS_MIN } from "./lanes";
import { lockOpenCase } from "./open-case";
import { requireOwnLane } from "./save-score";
import { findScores, lockScores } from "./score-store";

/**
 * Locks the actor's lane: every factor of it has points and a reason, and none changes any more on this revision.
 * The last lane to lock opens the seal and hands the case to the approvers.
 *
 * @returns whether this was the last lane
 * @throws AppError `invalid_request` naming each factor that is open; `forbidden`; `wrong_state`
 */
export function lockLane({
  actor,
  applicationId,
}: {
  actor: Actor;
  applicationId: string;
}): Promise<{ isLast: boolean }> {
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    const place = await requireOwnLane(tx, found, actor);
    requireState(found, ["in_review"], "A lane is locked while the case is in review.");
    const scores = await findScores(tx, found.revision.id);
    const own = scores.filter((score) => isSamePlace(score, place));
    const factorIds = found.plan.find((planned) => isSamePlace(planned, place))?.factorIds ?? [];
    const open = openFactors(factorIds, own);
    if (open.length > 0) throw stillOpen(open);
    if (own.every(({ lockedAt }) => lockedAt !== null))
      throw new AppError("wrong_state", "Your lane is locked.");

    const revisionId = found.revision.id;
    await lockScores(tx, { applicationId, revisionId, ...place, now: await databaseNow(tx) });
    await appendEntry(tx, {
      kind: "lane.locked",
      subjectId: applicationId,
      data: {
        lane: place.lane,
        ...(place.seat === 1 ? {} : { seat: place.seat }),
        person: actor.personId,
        revision: revisionId,
        factors: factorIds,
      },
      // Sealed until all lanes are locked, so the leaf holds a commitment to the scores and not the scores.
      secret: { scores: own.map(({ factorId, points, rationale }) => ({ factorId, points, rationale })) },
    });
    return { isLast: await closeScoring(tx, found, actor) };
  });
}

function stillOpen(open: readonly OpenFactor[]): AppError {
  const errors = open.map(({ factorId, lacks }) => ({
    pointer: `/${factorId}/${lacks}`,
    message:
      lacks === "points"
        ? `${factorId} has no score`
        : `${factorId} needs a reason of at least ${RATIONALE_CHARS_MIN} characters`,
  }));
  return new AppError("invalid_request", `Still open: ${errors.map(({ message }) => message).join("; ")}.`, {
    errors,
  });
}
