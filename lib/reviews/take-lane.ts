import type { Actor } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { ineligible, requirePart, requireState } from "./access";
import { canScore } from "./eligibility";
import { beginReview, giveLane } from "./give-lane";
import { freePlace, TAKING_LANES } from "./lanes";
import { lockOpenCase } from "./open-case";
import { findHolders } from "./score-store";

/**
 * Takes a lane of a case: from here on this person, and nobody else, scores its factors. Where two people score some
 * of them, the second to come takes the second seat. The first lane taken moves the case from triage into review.
 *
 * @throws AppError `forbidden` with every reason (role, conflict, another lane, a signature here); `wrong_state`
 * when the case is not open for scoring or someone has the lane; `invalid_request` for a lane with nothing to
 * score in this tier
 */
export function takeLane({
  actor,
  applicationId,
  lane,
}: {
  actor: Actor;
  applicationId: string;
  lane: Lane;
}): Promise<void> {
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    const part = await requirePart(tx, actor, applicationId);
    requireState(found, TAKING_LANES, "Lanes are taken while a case waits for reviewers or is in review.");
    const roles = actor.staffRoles.map(({ role }) => role);
    const eligible = canScore(part, { lane, roles, hasSigned: part.hasSigned });
    if (!eligible.ok) throw ineligible("forbidden", eligible.refusals);
    if (!found.plan.some((planned) => planned.lane === lane)) {
      throw new AppError("invalid_request", `The lane ${lane} scores nothing in ${found.screening.tier}.`);
    }
    // Taking twice is once.
    if (part.lane !== null) return beginReview(tx, found, actor);
    const place = freePlace(found.plan, await findHolders(tx, applicationId), lane);
    if (place === null) throw new AppError("wrong_state", `Someone else has the lane ${lane}.`);
    await giveLane(tx, found, { actor, ...place, personId: actor.personId });
  });
}
