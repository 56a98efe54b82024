import type { Actor } from "#lib/identity/actor";
import { requireStaffRole } from "#lib/identity/actor";
import { LANES } from "#lib/identity/roles";
import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import { findOpenSuspension, insertSuspension, lockTenant } from "./suspension-store";

/** Anyone on duty (policy.md D); an auditor only reads, and an account team only sees the status. */
export const SUSPENDERS = ["operator", "compliance_officer", "intake", "approver", ...LANES] as const;

/**
 * Stops everything under every grant of a tenant, at once. Anyone on duty may; lifting it takes two.
 *
 * @throws AppError not_found | forbidden | wrong_state (suspended already)
 * @see policy.md D, "Anyone on duty may suspend; lifting needs two"
 */
export async function suspendTenant({
  actor,
  tenantId,
  reason,
}: {
  actor: Actor;
  tenantId: string;
  reason: string;
}): Promise<{ suspensionId: string }> {
  requireStaffRole(actor, ...SUSPENDERS);
  const suspensionId = newId("sus");
  await transaction(async (tx) => {
    if ((await lockTenant(tx, tenantId)) === null) throw new AppError("not_found");
    if ((await findOpenSuspension(tx, tenantId)) !== null) {
      throw new AppError("wrong_state", "This tenant is suspended already.");
    }
    await insertSuspension(tx, { id: suspensionId, tenantId, reason, suspendedById: actor.personId });
    await appendEntry(tx, {
      kind: "tenant.suspended",
      subjectId: tenantId,
      data: { suspension_id: suspensionId, actor: actor.personId },
      secret: { reason },
    });
    await emitEvent(tx, { kind: "tenant.suspended", subjectId: tenantId });
  });
  return { suspensionId };
}
