import type { Tx } from "#lib/platform/db";

/** Old secrets that still open the key. */
export async function countLivingSecrets(tx: Tx, keyId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "RetiredSecret" WHERE "keyId" = ${keyId} AND "endsAt" > clock_timestamp()`;
  return row?.count ?? 0;
}

/** Puts the secret that holds now among the old ones, and the new one in its place; the caller holds the key's row. */
export async function replaceSecret(
  tx: Tx,
  of: {
    keyId: string;
    retiredId: string;
    secretMac: Buffer;
    pepperVersion: number;
    endsAt: Date;
    expiresAt: Date;
    now: Date;
  },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "RetiredSecret" (id, "keyId", "secretMac", "pepperVersion", "retiredAt", "endsAt")
    SELECT ${of.retiredId}, id, "secretMac", "pepperVersion", ${of.now}, ${of.endsAt}
    FROM "ApiKey" WHERE id = ${of.keyId}`;
  await tx.apiKey.update({
    where: { id: of.keyId },
    data: {
      secretMac: new Uint8Array(of.secretMac),
      pepperVersion: of.pepperVersion,
      expiresAt: of.expiresAt,
      rotatedAt: of.now,
    },
  });
}

/** @returns false when it had ended before */
export async function endSecret(tx: Tx, retiredId: string): Promise<boolean> {
  const ended = await tx.$executeRaw`
    UPDATE "RetiredSecret" SET "endsAt" = clock_timestamp()
    WHERE id = ${retiredId} AND "endsAt" > clock_timestamp()`;
  return ended === 1;
}
