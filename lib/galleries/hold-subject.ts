import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { findSubject, touchCollection } from "./store";

/**
 * Locks the collection of a subject, and with it the subject: all that changes a gallery queues at its collection.
 *
 * @throws AppError not_found, also for one who is deleted while we wait
 */
export async function holdSubject(tx: Tx, of: { tenantId: string; subjectId: string }): Promise<void> {
  const subject = await findSubject(tx, of);
  if (subject !== null) {
    await touchCollection(tx, { tenantId: of.tenantId, collectionId: subject.collectionId });
    if ((await findSubject(tx, of)) !== null) return;
  }
  throw new AppError("not_found", "There is no such subject.");
}
