import type { Actor } from "#lib/identity/actor";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import type { DocumentKind } from "#lib/policy/vocabulary";
import { lockForMember } from "./access";
import { type AddedEvidence, addedEvidence } from "./add-evidence";
import { documentName } from "./document-type";
import { requireDocumentsTaken } from "./documents-taken";
import { findFiledEvidence } from "./evidence-store";
import { announcementFlaw, UPLOAD_HOURS, UPLOADS_MAX } from "./upload";
import { countUploads, findSameUpload, insertUpload } from "./upload-store";

export type AnnouncedFile = {
  name: string;
  declaredType: string;
  bytes: number;
  /** Of the whole file, in hex. */
  sha256: string;
};

/** `received` says from which byte on to send; `document` is there when all of it was on file before. */
export type StartedUpload = { uploadId: string | null; received: number; document: AddedEvidence | null };

const HOUR_MS = 3_600_000;

/**
 * Begins a document that comes in pieces, or finds the one that was begun: by the same person or a colleague, on this
 * device or another. What it is judged by is its content, once all of it is here.
 *
 * @throws AppError `not_found`, `wrong_state` once submitted, `document_unsupported` when empty, `document_too_large`,
 * `rate_limited` with too many on their way
 */
export function startUpload(input: {
  actor: Actor;
  applicationId: string;
  kind: DocumentKind;
  file: AnnouncedFile;
}): Promise<StartedUpload> {
  const { actor, applicationId, kind, file } = input;
  const flaw = announcementFlaw(file);
  if (flaw === "empty") throw new AppError("document_unsupported", "The file is empty.");
  if (flaw === "too_large") throw new AppError("document_too_large", "A document may have 20 MB at most.");
  return transaction(async (tx) => {
    await requireDocumentsTaken(tx, await lockForMember(tx, actor, applicationId), kind);
    const { sha256 } = file;
    const filed = await findFiledEvidence(tx, applicationId);
    const onFile = filed.find((one) => one.kind === kind && one.sha256 === sha256);
    if (onFile !== undefined)
      return { uploadId: null, received: file.bytes, document: addedEvidence(onFile) };
    const begun = await findSameUpload(tx, { applicationId, kind, sha256 });
    if (begun !== undefined && begun.bytes === file.bytes)
      return { uploadId: begun.id, received: begun.received, document: null };
    if (begun !== undefined)
      throw new AppError("invalid_request", "The file's length is not the one that was announced before.");
    if ((await countUploads(tx, applicationId)) >= UPLOADS_MAX)
      throw new AppError("rate_limited", "Too many documents are on their way. Let some arrive first.");
    const id = newId("upl");
    const now = await databaseNow(tx);
    await insertUpload(tx, {
      id,
      applicationId,
      kind,
      fileName: documentName(file.name),
      declaredType: file.declaredType.slice(0, 200),
      bytes: file.bytes,
      sha256,
      startedById: actor.personId,
      expiresAt: new Date(now.getTime() + UPLOAD_HOURS * HOUR_MS),
    });
    return { uploadId: id, received: 0, document: null };
  });
}
