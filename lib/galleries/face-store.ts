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

/** Deletes what is past its time and makes copies in memory old. @returns how many of each tenant */
export async function deleteExpiredFaces(tx: Tx): Promise<{ tenantId: string; faces: number }[]> {
  return tx.$queryRaw<{ tenantId: string; faces: number }[]>`
    WITH gone AS (
      DELETE FROM "Face" WHERE "expiresAt" <= clock_timestamp() RETURNING "tenantId", "collectionId"
    ), touched AS (
      UPDATE "Collection" SET version = version + 1 WHERE id IN (SELECT "collectionId" FROM gone)
    )
    SELECT "tenantId", count(*)::int AS faces FROM gone GROUP BY "tenantId" ORDER BY "tenantId"`;
}
