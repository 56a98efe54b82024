import { changeState } from "#lib/applications/change-state";
import { databaseNow, transaction } from "#lib/platform/db";
import { LIVING } from "./grant";
import { putReReview, REVIEWABLE } from "./open-re-review";
import { lockGrant } from "./store";

/**
 * Opens a re-review of the approval that an upheld concern named. Listens to `concern.upheld`, which may be told twice.
 *
 * @returns false when the grant has ended or is under re-review already
 */
export function reviewAfterConcern({
  grantId,
  concernId,
}: {
  grantId: string;
  concernId: string;
}): Promise<boolean> {
  return transaction(async (tx) => {
    const grant = await lockGrant(tx, grantId);
    if (grant === null || !LIVING.includes(grant.state)) return false;
    const { applicationId, applicationState } = grant;
    if (!REVIEWABLE.includes(applicationState)) return false;
    const openedAt = await databaseNow(tx);
    await changeState(tx, {
      applicationId,
      from: applicationState,
      to: "re_review",
      actor: "service",
      reasonCode: "re_review_due",
    });
    const reason = `Concern ${concernId} was upheld.`;
    await putReReview(tx, grant, { trigger: "upheld_complaint", reason, openedById: null, openedAt });
    return true;
  });
}
