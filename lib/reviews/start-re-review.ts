import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requirePart, requireState } from "./access";
import { lockOpenCase } from "./open-case";
import { openFreshRound } from "./open-fresh-round";

/**
 * Takes a case under re-review into its lanes: the same text, judged anew by the pack and the facts of today. The
 * grant lives on meanwhile, and no longer than it would have.
 *
 * @throws AppError `not_found`; `forbidden` for whoever neither does intake nor scores; `wrong_state` elsewhere;
 * `hard_stop` when the policy of today stops it: an officer restricts, suspends or revokes the grant then
 */
export function startReReview(input: { actor: Actor; applicationId: string }): Promise<void> {
  const { actor, applicationId } = input;
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    await requirePart(tx, actor, applicationId);
    requireState(found, ["re_review"], "Only a case under re-review is taken into its lanes anew.");
    const isInReview = await openFreshRound(tx, { applicationId, from: "re_review", actor });
    if (!isInReview) {
      throw new AppError(
        "hard_stop",
        "A rule of today's policy stops it: an officer ends or suspends the grant.",
      );
    }
  });
}
