import { databaseNow, read, transaction } from "#lib/platform/db";
import { deleteObject } from "#lib/platform/storage/store-object";
import { deleteUpload, findExpiredUploads, findPieces } from "./upload-store";

/** Forgets an upload: its bytes first, so that no row is gone while they stay. Erasing it again is fine. */
export async function eraseUpload(uploadId: string): Promise<void> {
  const pieces = await read((tx) => findPieces(tx, uploadId));
  for (const { storageKey } of pieces) await deleteObject({ purpose: "evidence", storageKey });
  await transaction((tx) => deleteUpload(tx, uploadId));
}

const AT_ONCE = 100;

/**
 * Forgets uploads that nobody finished in time.
 *
 * @returns how many went
 */
export async function expireUploads(): Promise<number> {
  const expired = await read(async (tx) => findExpiredUploads(tx, await databaseNow(tx), AT_ONCE));
  for (const id of expired) await eraseUpload(id);
  return expired.length;
}
