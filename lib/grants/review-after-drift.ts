import { changeState } from "#lib/applications/change-state";
import { databaseNow, transaction } from "#lib/platform/db";
import { isSingleCase, LIVING } from "./grant";
import { putReReview, REVIEWABLE } from "./open-re-review";
import { hasReReviewSince } from "./re-review-store";
import type { ReReviewTrigger } from "./re-review-words";
import { lockGrant } from "./store";

const DAY_MS = 86_400_000;

/**
 * Opens a re-review of an approval whose use has drifted: by the service, with the figures as the reason. The grant
 * stays as it is, and its keys work on.
 *
 * @param quietDays for so long after a re-review for the same reason none is opened again: what people have looked at
 * stays in the figures until then
 * @returns false when the grant has ended, or its case is looked at already, or was within the quiet days
 */
export function reviewAfterDrift({
  grantId,
  trigger,
  reason,
  quietDays,
}: {
  grantId: string;
  trigger: ReReviewTrigger;
  reason: string;
  quietDays: number;
}): Promise<boolean> {
  return transaction(async (tx) => {
    const grant = await lockGrant(tx, grantId);
    if (grant === null || !LIVING.includes(grant.state) || isSingleCase(grant.terms)) return false;
    const { applicationId, applicationState, isLatest } = grant;
    if (!isLatest || !REVIEWABLE.includes(applicationState)) return false;
    const openedAt = await databaseNow(tx);
    const since = new Date(openedAt.getTime() - quietDays * DAY_MS);
    if (await hasReReviewSince(tx, { applicationId, trigger, since })) return false;
    await changeState(tx, {
      applicationId,
      from: applicationState,
      to: "re_review",
      actor: "service",
      reasonCode: "re_review_due",
    });
    await putReReview(tx, grant, { trigger, reason, openedById: null, openedAt });
    return true;
  });
}
