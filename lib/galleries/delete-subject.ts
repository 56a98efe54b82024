import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type Caller, requireRemover } from "./access";
import { deleteSubjectRows, findSubject, touchCollection } from "./store";

/**
 * Deletes a subject with their consents and templates: no match from the commit on.
 *
 * @throws AppError key_revoked | ip_denied | not_found
 */
export async function deleteSubject(
  caller: Caller,
  { collectionId, subjectId }: { collectionId: string; subjectId: string },
): Promise<void> {
  const { tenantId } = caller;
  await transaction(async (tx) => {
    await requireRemover(tx, caller);
    await deleteFrom(tx, { tenantId, collectionId, subjectId });
  });
}

/**
 * The same inside another's transaction, wherever the subject lies.
 *
 * @throws AppError not_found for another tenant's as for none
 */
export async function deleteSubjectOf(
  tx: Tx,
  { tenantId, subjectId }: { tenantId: string; subjectId: string },
): Promise<{ collectionId: string; faces: number; consents: number }> {
  const subject = await findSubject(tx, { tenantId, subjectId });
  const collectionId = subject?.collectionId ?? "";
  return { collectionId, ...(await deleteFrom(tx, { tenantId, collectionId, subjectId })) };
}

async function deleteFrom(
  tx: Tx,
  { tenantId, collectionId, subjectId }: { tenantId: string; collectionId: string; subjectId: string },
): Promise<{ faces: number; consents: number }> {
  // The collection first: an enrolment that is being written holds it, and is then seen.
  await touchCollection(tx, { tenantId, collectionId });
  const subject = await findSubject(tx, { tenantId, subjectId });
  if (subject?.collectionId !== collectionId) throw new AppError("not_found", "There is no such subject.");
  const gone = await deleteSubjectRows(tx, { tenantId, subjectId });
  await appendEntry(tx, { kind: "subject.deleted", subjectId, data: gone });
  return gone;
}
