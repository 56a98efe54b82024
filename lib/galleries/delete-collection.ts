import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type Caller, requireRemover } from "./access";
import { deleteCollectionRows, touchCollection } from "./store";

/**
 * Deletes a collection with all subjects, consents and templates in it.
 *
 * @throws AppError key_revoked | ip_denied | not_found
 */
export async function deleteCollection(
  caller: Caller,
  { collectionId }: { collectionId: string },
): Promise<void> {
  const of = { tenantId: caller.tenantId, collectionId };
  await transaction(async (tx) => {
    await requireRemover(tx, caller);
    if (!(await touchCollection(tx, of))) throw new AppError("not_found", "There is no such collection.");
    const gone = await deleteCollectionRows(tx, of);
    await appendEntry(tx, { kind: "collection.deleted", subjectId: collectionId, data: gone });
  });
}
