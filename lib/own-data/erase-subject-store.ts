import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";

export type SubjectErasureRow = {
  id: string;
  subjectId: string;
  collectionId: string;
  erased: Record<string, number>;
  left: Record<string, number> | null;
  kept: Record<string, number> | null;
  createdAt: Date;
  countedAt: Date | null;
};

type Of = { tenantId: string; subjectId: string };

export async function insertErasure(
  tx: Tx,
  row: Of & { id: string; collectionId: string; keyId: string; erased: JsonObject },
): Promise<void> {
  await tx.subjectErasure.create({ data: row });
}

/** @returns null for another tenant's as for none */
export async function findErasure(
  tx: Tx,
  { tenantId, erasureId }: { tenantId: string; erasureId: string },
): Promise<SubjectErasureRow | null> {
  const [row] = await tx.$queryRaw<SubjectErasureRow[]>`
    SELECT id, "subjectId", "collectionId", erased, "left", kept, "createdAt", "countedAt" FROM "SubjectErasure"
    WHERE "tenantId" = ${tenantId} AND id = ${erasureId}`;
  return row ?? null;
}

/** Writes what is left, once. @returns false when that was done before */
export async function saveCount(
  tx: Tx,
  { id, left, kept }: { id: string; left: JsonObject; kept: JsonObject },
): Promise<boolean> {
  const counted = await tx.$executeRaw`
    UPDATE "SubjectErasure" SET "left" = ${JSON.stringify(left)}::jsonb, kept = ${JSON.stringify(kept)}::jsonb,
      "countedAt" = clock_timestamp()
    WHERE id = ${id} AND "countedAt" IS NULL`;
  return counted === 1;
}

/** Requests under which the subject, or what they agreed to, was made: their digests are of what was said of them. */
export async function eraseRequests(tx: Tx, { tenantId, subjectId }: Of): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "GalleryRequest" WHERE "tenantId" = ${tenantId} AND ("madeId" = ${subjectId} OR "madeId" IN (
      SELECT id FROM "Consent" WHERE "tenantId" = ${tenantId} AND "subjectId" = ${subjectId}))`;
}

export async function countGallery(
  tx: Tx,
  { tenantId, subjectId }: Of,
): Promise<{ Subject: number; Consent: number; Face: number; GalleryRequest: number }> {
  return {
    Subject: await tx.subject.count({ where: { tenantId, id: subjectId } }),
    Consent: await tx.consent.count({ where: { tenantId, subjectId } }),
    Face: await tx.face.count({ where: { tenantId, subjectId } }),
    GalleryRequest: await tx.galleryRequest.count({ where: { tenantId, madeId: subjectId } }),
  };
}

/** Judgements that named the subject: signed words of people, which hold an id that leads nowhere now. */
export async function countJudgements(tx: Tx, { tenantId, subjectId }: Of): Promise<number> {
  return tx.leadReview.count({ where: { tenantId, subjectId } });
}
