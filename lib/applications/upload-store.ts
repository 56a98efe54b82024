import type { Tx } from "#lib/platform/db";
import type { Upload } from "./upload";

export type UploadRow = Upload & { startedById: string; expiresAt: Date };

export type PieceRow = { at: number; bytes: number; storageKey: string };

export async function insertUpload(tx: Tx, upload: Omit<UploadRow, "received">): Promise<void> {
  await tx.evidenceUpload.create({ data: upload, select: { id: true } });
}

/** The same file of the same kind, sent again, is the upload that has begun. */
export async function findSameUpload(
  tx: Tx,
  { applicationId, kind, sha256 }: Pick<Upload, "applicationId" | "kind" | "sha256">,
): Promise<UploadRow | undefined> {
  const where = { applicationId_kind_sha256: { applicationId, kind, sha256 } };
  return (await tx.evidenceUpload.findUnique({ where })) ?? undefined;
}

export async function findUpload(tx: Tx, id: string): Promise<UploadRow | undefined> {
  return (await tx.evidenceUpload.findUnique({ where: { id } })) ?? undefined;
}

export async function countUploads(tx: Tx, applicationId: string): Promise<number> {
  return tx.evidenceUpload.count({ where: { applicationId } });
}

/** Pieces in the order of the file. */
export async function findPieces(tx: Tx, uploadId: string): Promise<PieceRow[]> {
  return tx.evidencePiece.findMany({
    where: { uploadId },
    select: { at: true, bytes: true, storageKey: true },
    orderBy: { at: "asc" },
  });
}

/** @returns false when another piece took the place meanwhile */
export async function insertPiece(tx: Tx, uploadId: string, piece: PieceRow): Promise<boolean> {
  const { count } = await tx.evidenceUpload.updateMany({
    where: { id: uploadId, received: piece.at },
    data: { received: { increment: piece.bytes } },
  });
  if (count === 0) return false;
  await tx.evidencePiece.create({ data: { uploadId, ...piece }, select: { at: true } });
  return true;
}

/** Its pieces' rows go with it; their bytes are the caller's to erase. */
export async function deleteUpload(tx: Tx, id: string): Promise<void> {
  await tx.evidenceUpload.deleteMany({ where: { id } });
}

export async function findExpiredUploads(tx: Tx, now: Date, most: number): Promise<string[]> {
  const rows = await tx.evidenceUpload.findMany({
    where: { expiresAt: { lte: now } },
    select: { id: true },
    orderBy: { expiresAt: "asc" },
    take: most,
  });
  return rows.map(({ id }) => id);
}
