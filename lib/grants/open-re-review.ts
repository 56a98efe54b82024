import { changeState } from "#lib/applications/change-state";
import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { loadPack } from "#lib/policy/load-pack";
import { isSingleCase, LIVING } from "./grant";
import { reReviewDueAt, reReviewOpensAt } from "./re-review";
import { findLivingGrants, hasDueReReview, insertReReview, type LivingGrant } from "./re-review-store";
import type { ReReviewTrigger } from "./re-review-words";
import { lockGrant } from "./store";

/**
 * Opens a re-review before it is due, for one of the policy's reasons. The grant stays as it is: it is looked at
 * again, and ends when it would have ended.
 *
 * @throws AppError `forbidden` for others than a compliance officer; `not_found`; `wrong_state` for a grant that has
 * ended, or a case that is under re-review already
 */
export async function openReReview(input: {
  actor: Actor;
  grantId: string;
  trigger: ReReviewTrigger;
  reason: string;
}): Promise<{ applicationId: string }> {
  const { actor, grantId, trigger, reason } = input;
  requireStaffRole(actor, "compliance_officer");
  return transaction(async (tx) => {
    const grant = await lockGrant(tx, grantId);
    if (grant === null) throw new AppError("not_found");
    if (!LIVING.includes(grant.state)) throw new AppError("wrong_state", "This grant has ended.");
    const { applicationId, applicationState } = grant;
    const openedAt = await databaseNow(tx);
    await changeState(tx, {
      applicationId,
      from: applicationState,
      to: "re_review",
      actor,
      reasonCode: "re_review_due",
      note: reason,
    });
    await putReReview(tx, grant, { trigger, reason, openedById: actor.personId, openedAt });
    return { applicationId };
  });
}

/**
 * Opens every re-review whose time has come, early enough for the tier's review time to fit in before the end.
 * One that is not passed by then lets the grant run out. Called by the caretaker.
 *
 * @param now the database's time when left out
 * @returns how many were opened
 */
export async function openDueReReviews({ now }: { now?: Date } = {}): Promise<number> {
  const { at, grants } = await transaction(async (tx) => ({
    at: now ?? (await databaseNow(tx)),
    grants: await findLivingGrants(tx),
  }));
  let opened = 0;
  for (const grant of grants) if (await openWhenDue(grant, at)) opened += 1;
  return opened;
}

/** Where the case of a living grant is when the service may have it looked at again. */
export const REVIEWABLE: readonly string[] = ["active", "restricted", "suspended"];

function openWhenDue({ id: grantId, tier, packVersion, ...term }: LivingGrant, now: Date): Promise<boolean> {
  return transaction(async (tx) => {
    const { pack } = await loadPack(tx, packVersion);
    const opensAt = reReviewOpensAt(pack, tier, term);
    if (opensAt === null || now < opensAt || now >= term.expiresAt) return false;
    const grant = await lockGrant(tx, grantId);
    if (grant === null || !LIVING.includes(grant.state) || isSingleCase(grant.terms)) return false;
    if (!grant.isLatest || !REVIEWABLE.includes(grant.applicationState)) return false;
    if (await hasDueReReview(tx, grantId)) return false;
    await changeState(tx, {
      applicationId: grant.applicationId,
      from: grant.applicationState,
      to: "re_review",
      actor: "service",
      reasonCode: "re_review_due",
    });
    const dueAt = reReviewDueAt(pack, tier, term);
    const reason = `To be passed by ${dueAt.toISOString().slice(0, 10)}; after that its keys stop.`;
    await putReReview(tx, grant, { trigger: "due", reason, openedById: null, openedAt: now });
    return true;
  });
}

/** Puts a re-review on record; the caller has moved the case. */
export async function putReReview(
  tx: Tx,
  { id: grantId, applicationId }: { id: string; applicationId: string },
  opened: { trigger: string; reason: string; openedById: string | null; openedAt: Date },
): Promise<void> {
  const reReviewId = await insertReReview(tx, { applicationId, grantId, ...opened });
  await appendEntry(tx, {
    kind: "re_review.opened",
    subjectId: applicationId,
    data: { re_review: reReviewId, grant_id: grantId, trigger: opened.trigger, actor: opened.openedById },
    secret: { reason: opened.reason },
  });
}
