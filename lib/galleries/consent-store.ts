import type { Tx } from "#lib/platform/db";

export type ConsentRow = {
  id: string;
  subjectId: string;
  purpose: string;
  reference: string;
  createdAt: Date;
  expiresAt: Date | null;
  withdrawnAt: Date | null;
};

const columns = {
  id: true,
  subjectId: true,
  purpose: true,
  reference: true,
  createdAt: true,
  expiresAt: true,
  withdrawnAt: true,
} as const;

export async function insertConsent(
  tx: Tx,
  row: Pick<ConsentRow, "id" | "subjectId" | "purpose" | "reference" | "expiresAt"> & { tenantId: string },
): Promise<void> {
  await tx.consent.create({ data: row });
}

export async function findConsent(
  tx: Tx,
  { tenantId, consentId }: { tenantId: string; consentId: string },
): Promise<ConsentRow | null> {
  return tx.consent.findFirst({ where: { tenantId, id: consentId }, select: columns });
}

/** Withdraws it, once. @returns false when it was withdrawn before, is another tenant's or none */
export async function saveWithdrawal(
  tx: Tx,
  { tenantId, consentId }: { tenantId: string; consentId: string },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "Consent" SET "withdrawnAt" = clock_timestamp()
    WHERE id = ${consentId} AND "tenantId" = ${tenantId} AND "withdrawnAt" IS NULL`;
  return changed === 1;
}

/**
 * The consent of a subject to a purpose that holds now and lasts longest, held until the transaction ends: who
 * withdraws it meanwhile waits, and then finds what was done under it.
 */
export async function holdConsent(
  tx: Tx,
  of: { tenantId: string; collectionId: string; subjectId: string; purpose: string },
): Promise<{ id: string; expiresAt: Date | null } | null> {
  const [row] = await tx.$queryRaw<{ id: string; expiresAt: Date | null }[]>`
    SELECT c.id, c."expiresAt" FROM "Consent" c JOIN "Subject" s ON s.id = c."subjectId"
    WHERE c."tenantId" = ${of.tenantId} AND c."subjectId" = ${of.subjectId} AND c.purpose = ${of.purpose}
      AND s."tenantId" = ${of.tenantId} AND s."collectionId" = ${of.collectionId}
      AND c."withdrawnAt" IS NULL AND (c."expiresAt" IS NULL OR c."expiresAt" > clock_timestamp())
    ORDER BY c."expiresAt" DESC NULLS FIRST, c.id LIMIT 1 FOR SHARE OF c`;
  return row ?? null;
}
