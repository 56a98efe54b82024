import type { Tx } from "#lib/platform/db";

export type KeyRow = {
  id: string;
  tenantId: string;
  secretMac: Uint8Array;
  pepperVersion: number;
  apiVersion: string;
  revokedAt: Date | null;
  /** By the database's clock: a host whose clock is off neither shortens nor stretches a key. */
  isExpired: boolean;
};

/** What authentication reads; null for an unknown public id. */
export async function findKeyByPublicId(tx: Tx, publicId: string): Promise<KeyRow | null> {
  const [row] = await tx.$queryRaw<KeyRow[]>`
    SELECT id, "tenantId", "secretMac", "pepperVersion", "apiVersion", "revokedAt",
           "expiresAt" <= clock_timestamp() AS "isExpired"
    FROM "ApiKey" WHERE "publicId" = ${publicId}`;
  return row ?? null;
}

export async function insertKey(
  tx: Tx,
  key: {
    id: string;
    publicId: string;
    tenantId: string;
    grantId: string;
    name: string;
    secretMac: Buffer;
    pepperVersion: number;
    scopes: string[];
    cidrs: string[];
    apiVersion: string;
    createdById: string;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.apiKey.create({ data: { ...key, secretMac: new Uint8Array(key.secretMac) } });
}

/** Whether a key was ever made under the grant; the caller holds its row. */
export async function hasKey(tx: Tx, grantId: string): Promise<boolean> {
  return (await tx.apiKey.count({ where: { grantId } })) > 0;
}

/** Takes the key's row lock, which every gate's share lock waits for. */
export async function lockKey(tx: Tx, keyId: string) {
  await tx.$queryRaw`SELECT 1 FROM "ApiKey" WHERE id = ${keyId} FOR UPDATE`;
  return tx.apiKey.findUnique({
    where: { id: keyId },
    select: { id: true, tenantId: true, grantId: true, name: true, revokedAt: true },
  });
}

export async function saveRevocation(
  tx: Tx,
  keyId: string,
  by: { personId: string; reason: string; now: Date },
): Promise<void> {
  await tx.apiKey.updateMany({
    where: { id: keyId, revokedAt: null },
    data: { revokedAt: by.now, revokedById: by.personId, revokeReason: by.reason },
  });
}

/** At most one write a minute a key: an exact time of last use is worth no row lock a call. */
export async function touchKey(tx: Tx, keyId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "ApiKey" SET "lastUsedAt" = clock_timestamp()
    WHERE id = ${keyId} AND ("lastUsedAt" IS NULL OR "lastUsedAt" < clock_timestamp() - interval '1 minute')`;
}

export async function findKeysOfTenant(tx: Tx, tenantId: string) {
  return tx.apiKey.findMany({
    where: { tenantId },
    orderBy: { createdAt: "desc" },
    select: {
      id: true,
      publicId: true,
      grantId: true,
      name: true,
      scopes: true,
      cidrs: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
      revokedAt: true,
      revokeReason: true,
    },
  });
}
