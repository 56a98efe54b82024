import { changeState } from "#lib/applications/change-state";
import { isReviewable } from "#lib/applications/screen-revision";
import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requirePart, requireState } from "./access";
import { lockOpenCase } from "./open-case";

/**
 * Takes a case whose decision an appeal set aside to two approvers again. It approves nothing.
 *
 * @throws AppError `not_found`; `forbidden` for others than the desk; `wrong_state` elsewhere; `hard_stop` while
 * the policy stops the case: then it is screened again once the facts are put right
 */
export function reopenDecision(input: { actor: Actor; applicationId: string }): Promise<void> {
  const { actor, applicationId } = input;
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    await requirePart(tx, actor, applicationId);
    requireState(found, ["reversed"], "Only a decision that an appeal set aside is opened again.");
    if (!isReviewable(found.screening.result.outcome)) {
      throw new AppError(
        "hard_stop",
        "A rule still stops this case: put the facts right and screen it again.",
      );
    }
    await changeState(tx, {
      applicationId,
      from: "reversed",
      to: "decision_pending",
      actor,
      reasonCode: "decision_reopened",
    });
  });
}
