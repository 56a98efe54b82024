import { appendEntry } from "#lib/ledger/append-entry";
import { read, transaction } from "#lib/platform/db";
import { deleteExpiredFaces, findCollectionsToSweep } from "./face-store";
import { deleteExpiredRequests } from "./request-store";
import { touchCollection } from "./store";

/**
 * Deletes templates whose time is over, each collection's sweep on record, and idempotency keys past theirs.
 *
 * A collection is locked before its faces, one a transaction, as everything else that changes a gallery does: a sweep
 * and a deletion that meet wait for each other, and neither ends the other.
 *
 * @returns how many templates
 */
export async function expireFaces(): Promise<number> {
  await transaction((tx) => deleteExpiredRequests(tx));
  let swept = 0;
  for (const of of await read((tx) => findCollectionsToSweep(tx))) {
    swept += await transaction(async (tx) => {
      await touchCollection(tx, of);
      const faces = await deleteExpiredFaces(tx, of);
      if (faces > 0) {
        const data = { collection_id: of.collectionId, faces_deleted: faces };
        await appendEntry(tx, { kind: "faces.expired", subjectId: of.tenantId, data });
      }
      return faces;
    });
  }
  return swept;
}
