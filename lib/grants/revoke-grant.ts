import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import { requireStaffRole } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { moveGrant } from "./move-grant";
import { lockGrant } from "./store";

/**
 * Ends a grant for good, and with it every key under it. A new one takes a new decision.
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
    await changeState(tx, {
      applicationId: grant.applicationId,
      from: grant.applicationState,
      to: "revoked",
      actor,
      reasonCode: "revoked",
      note: reason,
    });
  });
}
