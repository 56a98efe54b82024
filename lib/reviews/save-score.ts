import type { Actor } from "#lib/identity/actor";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { ineligible, requirePart, requireState } from "./access";
import { canScore } from "./eligibility";
import { isSamePlace, laneWords, type Place } from "./lanes";
import { lockOpenCase, type OpenCase } from "./open-case";
import { findHolders, findScores, saveDraftScore } from "./score-store";

export type ScoreInput = {
  applicationId: string;
  /** The revision that was on the page. */
  revisionId: string;
  factorId: string;
  /** 0..4; null while only words are drafted. */
  points: number | null;
  rationale: string;
  /** For the scorer alone: no view gives it to anyone else. */
  privateNote: string;
};

/**
 * Saves a draft of one score. Half-done is fine: nothing counts before the lane is locked.
 *
 * @throws AppError `forbidden` for another lane's factor or to whoever does not hold the lane; `invalid_request`
 * for a factor that does not apply; `wrong_state` outside review or on a locked score; `digest_changed` when the
 * applicant has filed another revision since the page was shown
 */
export function saveScore({ actor, ...input }: ScoreInput & { actor: Actor }): Promise<void> {
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, input.applicationId);
    const own = await requireOwnLane(tx, found, actor);
    requireState(found, ["in_review"], "Scores are written while the case is in review.");
    if (found.revision.id !== input.revisionId) {
      throw new AppError(
        "digest_changed",
        "The applicant has filed another revision; read it before you score.",
      );
    }
    requireFactorOfLane(found, own, input.factorId);
    const scores = await findScores(tx, found.revision.id);
    const before = scores.find((score) => score.factorId === input.factorId && isSamePlace(score, own));
    if (before !== undefined && before.lockedAt !== null) {
      const why = before.keptFromId === null ? "Your lane is locked" : "Nothing that it rests on has changed";
      throw new AppError("wrong_state", `${why}; the score stands.`);
    }

    // A draft is no state change: it goes on record when the lane is locked.
    await saveDraftScore(tx, { ...input, ...own, scorerId: actor.personId });
  });
}

/** @throws AppError `forbidden` to whoever does not hold a lane of this case, or may not any more */
export async function requireOwnLane(tx: Tx, found: OpenCase, actor: Actor): Promise<Place> {
  const part = await requirePart(tx, actor, found.id);
  if (part.lane === null) throw new AppError("forbidden", "Take a lane of this case first.");
  const roles = actor.staffRoles.map(({ role }) => role);
  const eligible = canScore(part, { lane: part.lane, roles, hasSigned: part.hasSigned });
  if (!eligible.ok) throw ineligible("forbidden", eligible.refusals);
  const holders = await findHolders(tx, found.id);
  const seat = holders.find(({ personId }) => personId === actor.personId)?.seat === 2 ? 2 : 1;
  return { lane: part.lane, seat };
}

function requireFactorOfLane({ pack, plan }: OpenCase, own: Place, factorId: string): void {
  if (plan.some((planned) => isSamePlace(planned, own) && planned.factorIds.includes(factorId))) return;
  const other = plan.find(({ factorIds }) => factorIds.includes(factorId));
  if (other !== undefined)
    throw new AppError("forbidden", `${factorId} is scored by the lane ${laneWords(other)}.`);
  const isKnown = pack.factors.some(({ id }) => id === factorId);
  const words = isKnown ? `${factorId} does not apply to this application.` : "There is no such factor.";
  throw new AppError("invalid_request", words, { errors: [{ pointer: "/factor_id", message: words }] });
}
