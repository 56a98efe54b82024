import type { Actor } from "#lib/identity/actor";
import { hasStaffRole, requireMember } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { lockKey, saveRevocation } from "./store";

/**
 * Ends a key, by an admin of its tenant or by an operator. Once this has committed nothing more is accepted,
 * claimed or released under it. Ending it again changes nothing.
 *
 * @throws AppError not_found | forbidden
 */
export async function revokeKey({
  actor,
  keyId,
  reason,
}: {
  actor: Actor;
  keyId: string;
  reason: string;
}): Promise<void> {
  await transaction(async (tx) => {
    const key = await lockKey(tx, keyId);
    if (key === null) throw new AppError("not_found");
    const byStaff = hasStaffRole(actor, "operator", "compliance_officer");
    if (!byStaff) requireMember(actor, key.tenantId, "admin");
    if (key.revokedAt !== null) return;

    await saveRevocation(tx, keyId, { personId: actor.personId, reason, now: await databaseNow(tx) });
    await appendEntry(tx, {
      ...ruledEntry("key.revoked", keyId, {
        reason_code: byStaff ? "revoked_by_operator" : "revoked_by_tenant",
      }),
      secret: { reason },
    });
    await emitEvent(tx, { kind: "key.revoked", subjectId: keyId, data: { tenant_id: key.tenantId } });
  });
}
