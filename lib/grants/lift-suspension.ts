import type { Actor } from "#lib/identity/actor";
import { requireStaffRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { findOpenSuspension, lockTenant, saveFirstLift, saveSecondLift } from "./suspension-store";

/**
 * Lifts a suspension: the first person says why, a second one confirms; neither may be the other.
 *
 * @returns whether the tenant is live again (false after the first of the two)
 * @throws AppError not_found | forbidden | wrong_state (not suspended) | already_signed (the same person twice)
 */
export async function liftSuspension({
  actor,
  tenantId,
  reason,
}: {
  actor: Actor;
  tenantId: string;
  reason: string;
}): Promise<{ lifted: boolean }> {
  requireStaffRole(actor, "operator", "compliance_officer");
  return transaction(async (tx) => {
    if ((await lockTenant(tx, tenantId)) === null) throw new AppError("not_found");
    const open = await findOpenSuspension(tx, tenantId);
    if (open === null) throw new AppError("wrong_state", "This tenant is not suspended.");
    if (open.firstLiftById === actor.personId) {
      throw new AppError("already_signed", "You have asked for this already; a second person confirms it.");
    }
    const now = await databaseNow(tx);
    if (open.firstLiftById === null) {
      await saveFirstLift(tx, open.id, { personId: actor.personId, reason, now });
      return { lifted: false };
    }
    await saveSecondLift(tx, open.id, { personId: actor.personId, now });
    await appendEntry(tx, {
      kind: "tenant.suspension_lifted",
      subjectId: tenantId,
      data: { suspension_id: open.id, first: open.firstLiftById, second: actor.personId },
      secret: { reason: open.liftReason, confirmed: reason },
    });
    return { lifted: true };
  });
}
