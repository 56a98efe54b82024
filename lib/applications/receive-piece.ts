import type { Actor } from "#lib/identity/actor";
import { sha256Hex } from "#lib/platform/canonical-json";
import { read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { deleteObject, readObject, storeObject } from "#lib/platform/storage/store-object";
import { DOCUMENT_KINDS } from "#lib/policy/vocabulary";
import { lockForMember, readForMember } from "./access";
import { type AddedEvidence, addEvidence } from "./add-evidence";
import { requireDocumentsTaken } from "./documents-taken";
import { eraseUpload } from "./erase-upload";
import { type Place, placeOf } from "./upload";
import { findPieces, findUpload, insertPiece, type UploadRow } from "./upload-store";

/** `document` is there once the file is whole and on file. */
export type ReceivedPiece = { received: number; document: AddedEvidence | null };

/**
 * Takes the next piece of a document, sealed as the whole will be; with the last one the document is put on file. A
 * piece that came before is taken for done, so that a sender whose answer was lost may send it again.
 *
 * @param input.at byte of the file at which the piece begins
 * @throws AppError `not_found`; `wrong_state` once submitted, or when the piece does not follow what is
 * here; `document_too_large` for one that is too long; `document_unsupported` when the whole is not what was announced,
 * or not a document
 */
export async function receivePiece(input: {
  actor: Actor;
  applicationId: string;
  uploadId: string;
  at: number;
  bytes: Uint8Array;
}): Promise<ReceivedPiece> {
  const { actor, at, bytes } = input;
  const { upload, organisationId } = await openUpload(input);
  const place = requirePlace(placeOf(upload, at, bytes.byteLength), upload.received);
  const received = place === "again" ? upload.received : await keepPiece(input, upload, organisationId);
  if (received < upload.bytes) return { received, document: null };
  const document = await putOnFile(actor, upload, organisationId);
  await eraseUpload(upload.id);
  return { received, document };
}

async function openUpload(input: {
  actor: Actor;
  applicationId: string;
  uploadId: string;
}): Promise<{ upload: UploadRow; organisationId: string }> {
  return read(async (tx) => {
    const application = await readForMember(tx, input.actor, input.applicationId);
    const upload = await findUpload(tx, input.uploadId);
    if (upload === undefined || upload.applicationId !== application.id) throw new AppError("not_found");
    await requireDocumentsTaken(tx, application, upload.kind);
    return { upload, organisationId: application.organisationId };
  });
}

function requirePlace(place: Place, received: number): "next" | "again" {
  if (place === "too_long") {
    throw new AppError("document_too_large", "A piece has 1 MB at most and ends where the file ends.");
  }
  if (place === "elsewhere") throw new AppError("wrong_state", `Go on at byte ${received}.`);
  return place;
}

/** @returns how much is here now */
async function keepPiece(
  { actor, applicationId, at, bytes }: { actor: Actor; applicationId: string; at: number; bytes: Uint8Array },
  { id: uploadId, kind }: UploadRow,
  tenantId: string,
): Promise<number> {
  const storageKey = await storeObject({ tenantId, purpose: "evidence", id: newId("pie"), bytes });
  try {
    return await transaction(async (tx) => {
      await requireDocumentsTaken(tx, await lockForMember(tx, actor, applicationId), kind);
      if (await insertPiece(tx, uploadId, { at, bytes: bytes.byteLength, storageKey }))
        return at + bytes.byteLength;
      throw new AppError("wrong_state", "This piece came twice at once. Ask where to go on.");
    });
  } catch (error) {
    // No row owns the object, so nobody would ever delete it.
    await deleteObject({ purpose: "evidence", storageKey });
    throw error;
  }
}

async function putOnFile(actor: Actor, upload: UploadRow, tenantId: string): Promise<AddedEvidence> {
  const pieces = await read((tx) => findPieces(tx, upload.id));
  const parts = [];
  for (const { storageKey } of pieces)
    parts.push(await readObject({ tenantId, purpose: "evidence", storageKey }));
  const bytes = Buffer.concat(parts);
  const kind = DOCUMENT_KINDS.find((one) => one === upload.kind);
  if (kind === undefined || sha256Hex(bytes) !== upload.sha256) {
    await eraseUpload(upload.id);
    throw new AppError("document_unsupported", "The file changed while it was sent. Send it again.");
  }
  const file = { name: upload.fileName, declaredType: upload.declaredType, bytes };
  return addEvidence({ actor, applicationId: upload.applicationId, kind, file }).catch(async (error) => {
    // Refused for good: sent again it would be the same. Anything else leaves the pieces for another try.
    if (error instanceof AppError && error.code === "document_unsupported") await eraseUpload(upload.id);
    throw error;
  });
}
