import { type Caller, requireRemover } from "#lib/galleries/access";
import { deleteSubjectOf } from "#lib/galleries/delete-subject";
import { type Made, makeOnce } from "#lib/galleries/make-once";
import { countOfSubject, erasePicturesOf, forgetSubject } from "#lib/jobs/forget-subject";
import { appendEntry } from "#lib/ledger/append-entry";
import { entriesOf } from "#lib/ledger/view";
import { read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import {
  countGallery,
  countJudgements,
  eraseRequests,
  findErasure,
  insertErasure,
  type SubjectErasureRow,
  saveCount,
} from "./erase-subject-store";

/** A receipt, and where the public record says the same: null for the second until the sequencer has come by. */
export type ErasureView = SubjectErasureRow & { ledgerIndex: number | null };

/**
 * Erases a subject wherever the service knows them: consents, templates, answers that name them, pictures on their way.
 * Works also while access is suspended, as a right of the subject.
 *
 * @throws AppError key_revoked | ip_denied | not_found | idempotency_mismatch
 */
export async function eraseSubject(
  caller: Caller,
  { subjectId, idempotencyKey }: { subjectId: string; idempotencyKey: string },
): Promise<Made> {
  const { tenantId, keyId } = caller;
  const of = { tenantId, subjectId };
  const id = newId("era");
  const pictures: { id: string; storageKey: string }[] = [];
  const made = await transaction(async (tx) => {
    await requireRemover(tx, caller);
    const make = async () => {
      // Jobs before galleries: a worker that releases an answer locks them in this order too.
      const forgotten = await forgetSubject(tx, of);
      pictures.push(...forgotten.pictures);
      const requests = await eraseRequests(tx, of);
      const { collectionId, faces, consents } = await deleteSubjectOf(tx, of);
      const { answers, cancelled, repeats } = forgotten.counts;
      const erased = {
        Subject: 1,
        Consent: consents,
        Face: faces,
        GalleryRequest: requests,
        JobResult: answers,
        JobCancelled: cancelled,
        IdempotencyRecord: repeats,
      };
      await insertErasure(tx, { id, ...of, collectionId, keyId, erased });
    };
    const body = { subjectId };
    return makeOnce(tx, { tenantId, route: "POST /v1/erasures", idempotencyKey, body }, { id, make });
  });
  await erasePicturesOf(pictures);
  await finishReceipt(tenantId, made.id);
  return made;
}

/** Counts what is left, after the fact, and puts the receipt on record; done once, by whoever comes first. */
async function finishReceipt(tenantId: string, erasureId: string): Promise<void> {
  await transaction(async (tx) => {
    const receipt = await findErasure(tx, { tenantId, erasureId });
    if (receipt === null || receipt.countedAt !== null) return;
    const of = { tenantId, subjectId: receipt.subjectId };
    const { answers, pictures, repeats, jobs } = await countOfSubject(tx, of);
    const left = {
      ...(await countGallery(tx, of)),
      JobResult: answers,
      JobInput: pictures,
      IdempotencyRecord: repeats,
    };
    const kept = { Job: jobs, LeadReview: await countJudgements(tx, of) };
    if (!(await saveCount(tx, { id: erasureId, left, kept }))) return;
    await appendEntry(tx, {
      kind: "subject.erased",
      subjectId: erasureId,
      data: { subject_id: receipt.subjectId, erased: receipt.erased, left, kept },
    });
  });
}

/** @throws AppError key_revoked | ip_denied | not_found */
export async function viewErasure(caller: Caller, erasureId: string): Promise<ErasureView> {
  const of = { tenantId: caller.tenantId, erasureId };
  await read((tx) => requireRemover(tx, caller));
  // Whoever was interrupted between the two is caught up with here.
  await finishReceipt(caller.tenantId, erasureId);
  const receipt = await read((tx) => findErasure(tx, of));
  if (receipt === null) throw new AppError("not_found", "There is no such erasure.");
  const entry = (await entriesOf(erasureId)).find(({ kind }) => kind === "subject.erased");
  return { ...receipt, ledgerIndex: entry?.index ?? null };
}
