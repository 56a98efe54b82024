import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { sha256Hex } from "#lib/platform/canonical-json";
import { databaseNow, read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { deleteObject, storeObject } from "#lib/platform/storage/store-object";
import type { DocumentKind } from "#lib/policy/vocabulary";
import { lockForMember, readForMember } from "./access";
import { checkDocument, type DocumentCheck, type DocumentType, documentName } from "./document-type";
import { recordOf, requireDocumentsTaken } from "./documents-taken";
import { type EvidenceRow, findFiledEvidence, insertEvidence, markRemoved } from "./evidence-store";
import { type Scan, scanDocument } from "./scan-document";
import type { ApplicationRow } from "./store";

export type UploadedFile = { name: string; declaredType: string; bytes: Uint8Array };
export type AddedEvidence = {
  evidenceId: string;
  kind: string;
  fileName: string;
  sha256: string;
  bytes: number;
  scan: string;
};

/** As many as the contract lets an application name. */
const DOCUMENTS_MAX = 200;

/**
 * Puts a document on file: judged by its content, scanned, sealed under the organisation's own key. The same
 * file of the same kind, sent again, is the one on file already; another of the same kind and name takes its place as
 * the next version, and the earlier one stays on record.
 *
 * @throws AppError `not_found`, `wrong_state` once submitted, `document_unsupported`, `document_too_large`,
 * `unavailable` when a configured virus scanner gives no answer
 */
export async function addEvidence(input: {
  actor: Actor;
  applicationId: string;
  kind: DocumentKind;
  file: UploadedFile;
}): Promise<AddedEvidence> {
  const { actor, applicationId, kind, file } = input;
  // Before the work of reading and storing: a stranger's bytes are not kept for a moment.
  const { organisationId } = await read(async (tx) =>
    requireDocumentsTaken(tx, await readForMember(tx, actor, applicationId), kind),
  );
  const mediaType = accepted(await checkDocument(file));
  const scan = await scanDocument(file.bytes);
  if (scan === "infected")
    throw new AppError("document_unsupported", "The virus scanner found something in this file.");

  const id = newId("evd");
  const storageKey = await storeObject({
    tenantId: organisationId,
    purpose: "evidence",
    id,
    bytes: file.bytes,
  });
  const row: NewDocument = { id, kind, mediaType, scan, storageKey, ...described(file) };
  try {
    const kept = await transaction((tx) => fileOnce(tx, actor, applicationId, row));
    if (kept.id !== id) await deleteObject({ purpose: "evidence", storageKey });
    return addedEvidence(kept);
  } catch (error) {
    // No row owns the object, so nobody would ever delete it.
    await deleteObject({ purpose: "evidence", storageKey });
    throw error;
  }
}

/** A document on file as its sender is told of it. */
export function addedEvidence({
  id: evidenceId,
  kind,
  fileName,
  sha256,
  bytes,
  scan,
}: Pick<EvidenceRow, "id" | "kind" | "fileName" | "sha256" | "bytes" | "scan">): AddedEvidence {
  return { evidenceId, kind, fileName, sha256, bytes, scan };
}

type NewDocument = {
  id: string;
  kind: DocumentKind;
  mediaType: DocumentType;
  scan: Scan;
  storageKey: string;
  fileName: string;
  bytes: number;
  sha256: string;
};

function described({ name, bytes }: UploadedFile): { fileName: string; bytes: number; sha256: string } {
  return { fileName: documentName(name), bytes: bytes.byteLength, sha256: sha256Hex(bytes) };
}

async function fileOnce(
  tx: Tx,
  actor: Actor,
  applicationId: string,
  document: NewDocument,
): Promise<Pick<EvidenceRow, "id" | "kind" | "fileName" | "sha256" | "bytes" | "scan">> {
  const application = await lockForMember(tx, actor, applicationId);
  const { organisationId } = await requireDocumentsTaken(tx, application, document.kind);
  const onFile = await findFiledEvidence(tx, applicationId);
  const same = onFile.find(({ kind, sha256 }) => kind === document.kind && sha256 === document.sha256);
  if (same !== undefined) return same;
  const earlier = await earlierVersion(tx, application, onFile, document);
  if (earlier === undefined && onFile.length >= DOCUMENTS_MAX) {
    throw new AppError("invalid_request", `At most ${DOCUMENTS_MAX} documents. Take one out first.`);
  }
  if (earlier !== undefined) await markRemoved(tx, earlier.id, await databaseNow(tx));
  const replacesId = earlier?.id ?? null;
  const owner = { applicationId, organisationId, uploadedById: actor.personId };
  await insertEvidence(tx, { ...document, ...owner, replacesId });
  const { id, kind, sha256, bytes, mediaType, scan } = document;
  await appendEntry(tx, {
    kind: "evidence.added",
    subjectId: applicationId,
    data: {
      evidence: id,
      kind,
      sha256,
      bytes,
      media_type: mediaType,
      scan,
      actor: actor.personId,
      ...(replacesId === null ? {} : { replaces: replacesId }),
    },
    secret: { file_name: document.fileName },
  });
  return document;
}

/** The document whose place this one takes; what was submitted or answered with keeps its own. */
async function earlierVersion(
  tx: Tx,
  application: ApplicationRow,
  onFile: readonly EvidenceRow[],
  { kind, fileName }: NewDocument,
): Promise<EvidenceRow | undefined> {
  const earlier = onFile.find((one) => one.kind === kind && one.fileName === fileName);
  if (earlier === undefined || application.state === "draft") return earlier;
  const isOnRecord = await recordOf(tx, application);
  return isOnRecord(earlier) ? undefined : earlier;
}

const REFUSALS: Readonly<Record<Exclude<DocumentCheck, { ok: true }>["refusal"], () => AppError>> = {
  empty: () => new AppError("document_unsupported", "The file is empty."),
  too_large: () => new AppError("document_too_large", "A document may have 20 MB at most."),
  unsupported: () =>
    new AppError("document_unsupported", "Only PDF, PNG, JPEG and Word (.docx) files are accepted."),
  disagrees: () =>
    new AppError(
      "document_unsupported",
      "The file's name says another type than its content. Save it again under the right name.",
    ),
  polyglot: () =>
    new AppError(
      "document_unsupported",
      "The file also reads as a second type. Save it again, or print it to PDF.",
    ),
};

function accepted(check: DocumentCheck): DocumentType {
  if (!check.ok) throw REFUSALS[check.refusal]();
  return check.mediaType;
}
