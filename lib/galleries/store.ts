import type { Tx } from "#lib/platform/db";

export type CollectionRow = { id: string; name: string; createdAt: Date; faces: number; subjects: number };
export type SubjectRow = {
  id: string;
  collectionId: string;
  reference: string;
  createdAt: Date;
  faces: number;
};
export type Page = { after: string; limit: number };

export async function countCollections(tx: Tx, tenantId: string): Promise<number> {
  // One at a time a tenant, so that two at once cannot both be the last that the grant allows.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`collections ${tenantId}`}, 0))`;
  return tx.collection.count({ where: { tenantId } });
}

export async function insertCollection(
  tx: Tx,
  row: { id: string; tenantId: string; name: string },
): Promise<void> {
  await tx.collection.create({ data: row });
}

/** Collections of one tenant in the order in which they were made. Faces past their time are not counted. */
export async function listCollections(
  tx: Tx,
  tenantId: string,
  { after, limit, only = null }: Page & { only?: string | null },
): Promise<CollectionRow[]> {
  return tx.$queryRaw<CollectionRow[]>`
    SELECT c.id, c.name, c."createdAt",
      (SELECT count(*)::int FROM "Face" f WHERE f."tenantId" = c."tenantId" AND f."collectionId" = c.id
         AND f."expiresAt" > clock_timestamp()) AS faces,
      (SELECT count(*)::int FROM "Subject" s WHERE s."collectionId" = c.id) AS subjects
    FROM "Collection" c
    WHERE c."tenantId" = ${tenantId} AND c.id > ${after} AND (${only}::text IS NULL OR c.id = ${only})
    ORDER BY c.id LIMIT ${limit}`;
}

/**
 * Locks a collection and raises its version: copies of it in memory are old from the commit on.
 *
 * @returns false for another tenant's as for none
 */
export async function touchCollection(
  tx: Tx,
  of: { tenantId: string; collectionId: string },
): Promise<boolean> {
  const { count } = await tx.collection.updateMany({
    where: { tenantId: of.tenantId, id: of.collectionId },
    data: { version: { increment: 1 } },
  });
  return count === 1;
}

/** Makes every other change of the collection wait, its version unchanged. */
export async function lockCollection(tx: Tx, of: { tenantId: string; collectionId: string }): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "Collection" WHERE "tenantId" = ${of.tenantId} AND id = ${of.collectionId} FOR NO KEY UPDATE`;
}

/** Everything of the collection, and how many rows that was. */
export async function deleteCollectionRows(
  tx: Tx,
  { tenantId, collectionId }: { tenantId: string; collectionId: string },
): Promise<{ faces: number; consents: number; subjects: number }> {
  const faces = await tx.face.deleteMany({ where: { tenantId, collectionId } });
  const consents = await tx.consent.deleteMany({ where: { tenantId, subject: { collectionId } } });
  const subjects = await tx.subject.deleteMany({ where: { tenantId, collectionId } });
  await tx.collection.deleteMany({ where: { tenantId, id: collectionId } });
  return { faces: faces.count, consents: consents.count, subjects: subjects.count };
}

/** @returns false when the reference is taken in this collection */
export async function insertSubject(
  tx: Tx,
  row: { id: string; tenantId: string; collectionId: string; reference: string },
): Promise<boolean> {
  const { count } = await tx.subject.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

export async function listSubjects(
  tx: Tx,
  of: { tenantId: string; collectionId: string },
  { after, limit, only = null }: Page & { only?: string | null },
): Promise<SubjectRow[]> {
  return tx.$queryRaw<SubjectRow[]>`
    SELECT s.id, s."collectionId", s.reference, s."createdAt",
      (SELECT count(*)::int FROM "Face" f WHERE f."subjectId" = s.id AND f."expiresAt" > clock_timestamp()) AS faces
    FROM "Subject" s
    WHERE s."tenantId" = ${of.tenantId} AND s."collectionId" = ${of.collectionId} AND s.id > ${after}
      AND (${only}::text IS NULL OR s.id = ${only})
    ORDER BY s.id LIMIT ${limit}`;
}

export async function findSubject(
  tx: Tx,
  { tenantId, subjectId }: { tenantId: string; subjectId: string },
): Promise<{ id: string; collectionId: string } | null> {
  return tx.subject.findFirst({
    where: { tenantId, id: subjectId },
    select: { id: true, collectionId: true },
  });
}

/** Everything of the subject, and how many rows that was. */
export async function deleteSubjectRows(
  tx: Tx,
  { tenantId, subjectId }: { tenantId: string; subjectId: string },
): Promise<{ faces: number; consents: number }> {
  const faces = await tx.face.deleteMany({ where: { tenantId, subjectId } });
  const consents = await tx.consent.deleteMany({ where: { tenantId, subjectId } });
  await tx.subject.deleteMany({ where: { tenantId, id: subjectId } });
  return { faces: faces.count, consents: consents.count };
}
