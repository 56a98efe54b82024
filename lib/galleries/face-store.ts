import type { Tx } from "#lib/platform/db";

export type FaceRow = {
  id: string;
  subjectId: string;
  consentId: string | null;
  modelId: string;
  quality: string;
  createdAt: Date;
  expiresAt: Date;
};

export type NewFace = FaceRow & {
  tenantId: string;
  collectionId: string;
  jobId: string;
  sealed: Uint8Array<ArrayBuffer>;
};

const columns = {
  id: true,
  subjectId: true,
  consentId: true,
  modelId: true,
  quality: true,
  createdAt: true,
  expiresAt: true,
} as const;

export async function insertFace(tx: Tx, row: NewFace): Promise<void> {
  await tx.face.create({ data: row });
}

/** Faces past their time count until the sweep has deleted them: what is stored is what is limited. */
export async function countFaces(
  tx: Tx,
  { tenantId, collectionId }: { tenantId: string; collectionId: string },
): Promise<number> {
  return tx.face.count({ where: { tenantId, collectionId } });
}

/** Without the templates: those are read by nothing that answers a tenant. */
export async function listFaces(
  tx: Tx,
  { tenantId, subjectId }: { tenantId: string; subjectId: string },
  { after, limit, now }: { after: string; limit: number; now: Date },
): Promise<FaceRow[]> {
  return tx.face.findMany({
    where: { tenantId, subjectId, id: { gt: after }, expiresAt: { gt: now } },
    orderBy: { id: "asc" },
    take: limit,
    select: columns,
  });
}

export async function deleteFaceRow(
  tx: Tx,
  { tenantId, subjectId, faceId }: { tenantId: string; subjectId: string; faceId: string },
): Promise<boolean> {
  const { count } = await tx.face.deleteMany({ where: { tenantId, subjectId, id: faceId } });
  return count === 1;
}

export async function deleteFacesOfConsent(tx: Tx, consentId: string): Promise<number> {
  const { count } = await tx.face.deleteMany({ where: { consentId } });
  return count;
}

/** Collections that hold what is past its time, in the order in which they are locked. */
export async function findCollectionsToSweep(tx: Tx): Promise<{ tenantId: string; collectionId: string }[]> {
  return tx.$queryRaw<{ tenantId: string; collectionId: string }[]>`
    SELECT DISTINCT "tenantId", "collectionId" FROM "Face" WHERE "expiresAt" <= clock_timestamp()
    ORDER BY "collectionId"`;
}

/** @returns how many of a collection were past their time */
export async function deleteExpiredFaces(
  tx: Tx,
  { tenantId, collectionId }: { tenantId: string; collectionId: string },
): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "Face" WHERE "tenantId" = ${tenantId} AND "collectionId" = ${collectionId}
      AND "expiresAt" <= clock_timestamp()`;
}
