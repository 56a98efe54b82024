import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type Caller, requireRemover } from "./access";
import type { EnrolmentTarget } from "./enrolment";
import { deleteFaceRow } from "./face-store";
import { findSubject, touchCollection } from "./store";

/**
 * Deletes one template.
 *
 * @throws AppError key_revoked | ip_denied | not_found
 */
export async function deleteFace(
  caller: Caller,
  { collectionId, subjectId, faceId }: EnrolmentTarget & { faceId: string },
): Promise<void> {
  const { tenantId } = caller;
  await transaction(async (tx) => {
    await requireRemover(tx, caller);
    await touchCollection(tx, { tenantId, collectionId });
    const subject = await findSubject(tx, { tenantId, subjectId });
    const isHere = subject?.collectionId === collectionId;
    if (!isHere || !(await deleteFaceRow(tx, { tenantId, subjectId, faceId }))) {
      throw new AppError("not_found", "There is no such face.");
    }
    await appendEntry(tx, { kind: "face.deleted", subjectId: faceId, data: { subject_id: subjectId } });
  });
}
