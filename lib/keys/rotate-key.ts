import { holdLiveGrant } from "#lib/grants/hold-grant";
import { type Actor, requireMember } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import { formatKey, newKeyParts } from "./key-format";
import { currentPepper, secretMac } from "./pepper";
import { countLivingSecrets, replaceSecret } from "./retired-secret-store";
import { lockKey } from "./store";

export const OVERLAP_SECONDS_MAX = 2_592_000;
/** Old secrets of one key that may live at once. */
const RETIRED_MAX = 5;
const DAY_MS = 86_400_000;

export type Rotated = {
  keyId: string;
  /** The key as text, shown once. */
  key: string;
  expiresAt: Date;
  /** Until when what was the key before opens it too. */
  oldSecretEndsAt: Date;
};

/**
 * Gives a key a new secret, and a new term, by an admin of its tenant. The old secret lives for the overlap and never
 * longer than before; id, scopes and addresses stay, so that jobs and leads keep their key.
 *
 * @param days from now to the key's new end, which is that of its grant at the latest
 * @throws AppError not_found | forbidden | wrong_state (revoked, or five old secrets live) | grant_not_active
 */
export async function rotateKey(wish: {
  actor: Actor;
  keyId: string;
  overlapSeconds: number;
  days: number;
}): Promise<Rotated> {
  const { actor, keyId, overlapSeconds, days } = wish;
  return transaction(async (tx) => {
    const key = await lockKey(tx, keyId);
    if (key === null) throw new AppError("not_found");
    requireMember(actor, key.tenantId, "admin");
    const grant = await holdLiveGrant(tx, key);
    const expiresAt = new Date(Math.min(grant.now.getTime() + days * DAY_MS, grant.expiresAt.getTime()));
    return giveSecret(tx, key, { overlapSeconds, expiresAt, by: "admin" });
  });
}

/**
 * The same by the key itself, for those who rotate by schedule. Its end stays: a key does not prolong itself, nor
 * does it touch another.
 *
 * @throws AppError not_found for every other key | wrong_state
 */
export async function rotateOwnKey(
  caller: { keyId: string; tenantId: string },
  { keyId, overlapSeconds }: { keyId: string; overlapSeconds: number },
): Promise<Rotated> {
  if (keyId !== caller.keyId) throw new AppError("not_found", "A key rotates itself and no other.");
  return transaction(async (tx) => {
    const key = await lockKey(tx, keyId);
    if (key === null) throw new AppError("not_found");
    return giveSecret(tx, key, { overlapSeconds, expiresAt: key.expiresAt, by: "key" });
  });
}

type LockedKey = NonNullable<Awaited<ReturnType<typeof lockKey>>>;

async function giveSecret(
  tx: Tx,
  key: LockedKey,
  { overlapSeconds, expiresAt, by }: { overlapSeconds: number; expiresAt: Date; by: "admin" | "key" },
): Promise<Rotated> {
  const now = await databaseNow(tx);
  if (key.revokedAt !== null) throw new AppError("wrong_state", "A revoked key stays revoked. Make another.");
  if (key.expiresAt <= now && by === "key") throw new AppError("key_expired");
  if ((await countLivingSecrets(tx, key.id)) >= RETIRED_MAX) {
    throw new AppError(
      "wrong_state",
      `${RETIRED_MAX} old secrets of this key still live. Wait for one to end, or revoke the key.`,
    );
  }
  const parts = { ...newKeyParts("live"), publicId: key.publicId };
  const pepper = currentPepper();
  // An old secret never outlives the end that it had.
  const overlapEnd = now.getTime() + overlapSeconds * 1_000;
  const oldSecretEndsAt = new Date(Math.min(overlapEnd, Math.max(now.getTime(), key.expiresAt.getTime())));
  await replaceSecret(tx, {
    keyId: key.id,
    retiredId: newId("ksr"),
    secretMac: secretMac(pepper, parts.secret),
    pepperVersion: pepper.version,
    endsAt: oldSecretEndsAt,
    expiresAt,
    now,
  });
  await appendEntry(tx, {
    kind: "key.rotated",
    subjectId: key.id,
    data: { by, expires_at: expiresAt.toISOString(), old_secret_ends_at: oldSecretEndsAt.toISOString() },
  });
  await emitEvent(tx, { kind: "key.rotated", subjectId: key.id, data: { tenant_id: key.tenantId } });
  return { keyId: key.id, key: formatKey(parts), expiresAt, oldSecretEndsAt };
}
