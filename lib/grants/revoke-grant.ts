import type { Actor } from "#lib/identity/actor";
import { requireStaffRole } from "#lib/identity/actor";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { followCase } from "./follow-case";
import { isSingleCase } from "./grant";
import { moveGrant } from "./move-grant";
import { reviewAfterwards } from "./review-afterwards";
import { lockGrant } from "./store";

/**
 * Ends a grant for good, and with it every key under it. A new one takes a new decision. A case that people have
 * in hand again, for a re-review, stays with them; what was approved in an emergency goes into the review that follows
 * it, as if it had run out (HS27).
 *
 * @throws AppError not_found | forbidden | wrong_state
 */
export async function revokeGrant({
  actor,
  grantId,
  reason,
}: {
  actor: Actor;
  grantId: string;
  reason: string;
}): Promise<void> {
  requireStaffRole(actor, "operator", "compliance_officer");
  await transaction(async (tx) => {
    const grant = await lockGrant(tx, grantId);
    if (grant === null) throw new AppError("not_found");
    await moveGrant(tx, { grantId, from: grant.state, to: "revoked", actorId: actor.personId, note: reason });
    if (isSingleCase(grant.terms)) await reviewAfterwards(tx, grant, await databaseNow(tx));
    else await followCase(tx, grant, { to: "revoked", actor, reasonCode: "revoked", note: reason });
  });
}
