import type { Actor } from "#lib/identity/actor";
import { hasStaffRole, requireMember } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { LEAKED } from "./revocation";
import { findKeysOfTenant } from "./store";

export type KeyState = "live" | "expired" | "revoked";

/** A tenant's keys, newest first, for its members and for operators. Secrets are not stored, so none can be here. */
export async function keysOfTenant(actor: Actor, organisationId: string, now: Date) {
  if (!hasStaffRole(actor, "operator", "compliance_officer", "auditor")) requireMember(actor, organisationId);
  const rows = await read((tx) => findKeysOfTenant(tx, organisationId));
  return rows.map(({ retired: [latest], revokeReason, ...row }) => ({
    ...row,
    state: keyState(row, now),
    isLeaked: revokeReason === LEAKED,
    revokeReason: revokeReason === LEAKED ? null : revokeReason,
    /** Until when a secret that was rotated out still opens it; null when none does. */
    oldSecretEndsAt: latest !== undefined && latest.endsAt > now ? latest.endsAt : null,
  }));
}

function keyState(key: { revokedAt: Date | null; expiresAt: Date }, now: Date): KeyState {
  if (key.revokedAt !== null) return "revoked";
  return key.expiresAt <= now ? "expired" : "live";
}
