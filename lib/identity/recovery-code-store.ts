import type { Tx } from "#lib/platform/db";

/** New codes in the place of all that stand, used ones included. */
export async function replaceRecoveryCodes(
  tx: Tx,
  personId: string,
  rows: readonly { id: string; codeDigest: string }[],
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { personId } });
  await tx.recoveryCode.createMany({ data: rows.map((row) => ({ ...row, personId })) });
}

/** @returns false when it was used, never was, or its person is one of the staff */
export async function takeRecoveryCode(
  tx: Tx,
  of: { personId: string; codeDigest: string },
): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE "RecoveryCode" SET "usedAt" = clock_timestamp()
    WHERE "personId" = ${of.personId} AND "codeDigest" = ${of.codeDigest} AND "usedAt" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "StaffRole" WHERE "personId" = ${of.personId} AND "endedAt" IS NULL)`;
  return taken === 1;
}

export async function countRecoveryCodesLeft(tx: Tx, personId: string): Promise<number> {
  return tx.recoveryCode.count({ where: { personId, usedAt: null } });
}
