import type { Tx } from "#lib/platform/db";

/** The secret that holds now, or one that a rotation replaced. */
export type SecretRow = {
  mac: Uint8Array;
  pepperVersion: number;
  retired: { id: string; isEnded: boolean } | null;
};

export type KeyRow = {
  id: string;
  tenantId: string;
  apiVersion: string;
  revokedAt: Date | null;
  /** By the database's clock: a host whose clock is off neither shortens nor stretches a key. */
  isExpired: boolean;
  /** The one that holds now first. */
  secrets: readonly SecretRow[];
};

type KeySecretRow = Omit<KeyRow, "secrets"> & {
  secretMac: Uint8Array;
  pepperVersion: number;
  retiredId: string | null;
  retiredMac: Uint8Array;
  retiredPepper: number;
  isEnded: boolean;
};

/** What authentication reads, in one round trip; null for an unknown public id. */
export async function findKeyByPublicId(tx: Tx, publicId: string): Promise<KeyRow | null> {
  const rows = await tx.$queryRaw<KeySecretRow[]>`
    SELECT k.id, k."tenantId", k."secretMac", k."pepperVersion", k."apiVersion", k."revokedAt",
           k."expiresAt" <= clock_timestamp() AS "isExpired",
           r.id AS "retiredId", r."secretMac" AS "retiredMac", r."pepperVersion" AS "retiredPepper",
           r."endsAt" <= clock_timestamp() AS "isEnded"
    FROM "ApiKey" k LEFT JOIN "RetiredSecret" r ON r."keyId" = k.id
    WHERE k."publicId" = ${publicId}`;
  const [first] = rows;
  if (first === undefined) return null;
  const { id, tenantId, apiVersion, revokedAt, isExpired, secretMac, pepperVersion } = first;
  const old = rows.flatMap(({ retiredId, retiredMac, retiredPepper, isEnded }) =>
    retiredId === null
      ? []
      : [{ mac: retiredMac, pepperVersion: retiredPepper, retired: { id: retiredId, isEnded } }],
  );
  const secrets = [{ mac: secretMac, pepperVersion, retired: null }, ...old];
  return { id, tenantId, apiVersion, revokedAt, isExpired, secrets };
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
    select: {
      id: true,
      publicId: true,
      tenantId: true,
      grantId: true,
      name: true,
      expiresAt: true,
      revokedAt: true,
    },
  });
}

export async function saveRevocation(
  tx: Tx,
  keyId: string,
  by: { personId: string | null; reason: string; now: Date },
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
      rotatedAt: true,
      retired: { orderBy: { endsAt: "desc" }, take: 1, select: { endsAt: true } },
    },
  });
}
