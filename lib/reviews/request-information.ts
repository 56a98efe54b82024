import { askApplicant, type Question } from "#lib/applications/ask-applicant";
import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requireState } from "./access";
import { isSamePlace, laneProgress, type Place } from "./lanes";
import { lockOpenCase, type OpenCase } from "./open-case";
import { requireOwnLane } from "./save-score";
import { findScores } from "./score-store";

/**
 * Asks the applicant about factors of one's own lane. The case waits for the answers, and its clock stands still.
 * Everyone who reviews the case reads what is asked and answered.
 *
 * @param input.revisionId the revision that was on the page
 * @throws AppError `forbidden` for another lane's factor or to whoever holds no lane; `wrong_state` outside review,
 * and once the lane is locked; `digest_changed` when the applicant has filed another revision; `invalid_request` for
 * texts that are no questions
 */
export function requestInformation(input: {
  actor: Actor;
  applicationId: string;
  revisionId: string;
  questions: readonly Question[];
}): Promise<{ requestId: string }> {
  const { actor, applicationId, questions } = input;
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    const place = await requireOwnLane(tx, found, actor);
    requireState(found, ["in_review", "rfi"], "The applicant is asked while the case is in review.");
    if (found.revision.id !== input.revisionId) {
      throw new AppError(
        "digest_changed",
        "The applicant has filed another revision; read it before you ask.",
      );
    }
    requireFactors(found, place, questions);
    const [own] = laneProgress(found.plan, [], await findScores(tx, found.revision.id)).filter((progress) =>
      isSamePlace(progress, place),
    );
    if (own?.isLocked)
      throw new AppError("wrong_state", "Your lane is locked: an answer could change nothing.");
    return askApplicant(tx, { actor, applicationId, lane: place.lane, pack: found.pack, questions });
  });
}

function requireFactors({ plan }: OpenCase, place: Place, questions: readonly Question[]): void {
  const own = plan.find((planned) => isSamePlace(planned, place))?.factorIds ?? [];
  const others = questions.filter(({ factorId }) => !own.includes(factorId));
  if (others.length === 0) return;
  const names = others.map(({ factorId }) => factorId).join(", ");
  throw new AppError(
    "forbidden",
    `Your lane ${place.lane} does not score ${names}: its own lane asks about it.`,
  );
}
