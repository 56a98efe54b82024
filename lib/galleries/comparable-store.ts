import type { Tx } from "#lib/platform/db";

/** Which templates a question may touch: those of one tenant, one collection and one model. */
export type Comparable = {
  tenantId: string;
  collectionId: string;
  /** Of one subject, or one face, only. */
  subjectId: string | null;
  faceId: string | null;
  modelId: string;
  /** What the subject must have agreed to; null where the grant asks for no consent. */
  purpose: string | null;
};

export type ComparableFace = { id: string; subjectId: string; expiresAt: Date };

export type SealedTemplate = { id: string; subjectId: string; sealed: Uint8Array };

/**
 * Faces that may be compared now: not past their time, and where consent is asked for, under one to this very purpose
 * that holds. Whoever ranks, ranks these and no others.
 *
 * @param only of these, when given
 */
export async function listComparable(
  tx: Tx,
  of: Comparable,
  only: readonly string[] | null = null,
): Promise<ComparableFace[]> {
  return tx.$queryRaw<ComparableFace[]>`
    SELECT f.id, f."subjectId", f."expiresAt"
    FROM "Face" f LEFT JOIN "Consent" c ON c.id = f."consentId"
    WHERE f."tenantId" = ${of.tenantId} AND f."collectionId" = ${of.collectionId} AND f."modelId" = ${of.modelId}
      AND (${of.subjectId}::text IS NULL OR f."subjectId" = ${of.subjectId})
      AND (${of.faceId}::text IS NULL OR f.id = ${of.faceId})
      AND (${only === null} OR f.id = ANY (${[...(only ?? [])]}))
      AND f."expiresAt" > clock_timestamp()
      AND (${of.purpose}::text IS NULL OR (c.purpose = ${of.purpose} AND c."withdrawnAt" IS NULL
           AND (c."expiresAt" IS NULL OR c."expiresAt" > clock_timestamp())))
    ORDER BY f.id`;
}

/** The templates of these faces, sealed as they lie; one that has gone meanwhile is left out. */
export async function readSealed(
  tx: Tx,
  of: { tenantId: string; collectionId: string },
  faceIds: readonly string[],
): Promise<SealedTemplate[]> {
  return tx.face.findMany({
    where: { tenantId: of.tenantId, collectionId: of.collectionId, id: { in: [...faceIds] } },
    select: { id: true, subjectId: true, sealed: true },
  });
}

/** Of a collection, with the database's time. @returns null for another tenant's as for none */
export async function readVersion(
  tx: Tx,
  of: { tenantId: string; collectionId: string },
): Promise<{ version: number; now: Date } | null> {
  const [row] = await tx.$queryRaw<{ version: number; now: Date }[]>`
    SELECT version, clock_timestamp() AS now FROM "Collection"
    WHERE "tenantId" = ${of.tenantId} AND id = ${of.collectionId}`;
  return row ?? null;
}

/** Makes every change of the collection wait until the transaction ends; other readers go on. */
export async function shareCollection(
  tx: Tx,
  of: { tenantId: string; collectionId: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Collection" WHERE "tenantId" = ${of.tenantId} AND id = ${of.collectionId} FOR SHARE`;
  return rows.length === 1;
}

/** Where a face that is not past its time lies. */
export async function findFacePlace(
  tx: Tx,
  { tenantId, faceId }: { tenantId: string; faceId: string },
): Promise<{ collectionId: string; subjectId: string } | null> {
  const [row] = await tx.$queryRaw<{ collectionId: string; subjectId: string }[]>`
    SELECT "collectionId", "subjectId" FROM "Face"
    WHERE "tenantId" = ${tenantId} AND id = ${faceId} AND "expiresAt" > clock_timestamp()`;
  return row ?? null;
}
