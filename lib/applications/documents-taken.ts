import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { documentKindsOf } from "#lib/policy/factor-basis";
import { isAmending } from "./editable";
import { findAnsweredEvidenceIds, findOpenQuestions } from "./information-store";
import { revisionData } from "./revision-data";
import { findRevision } from "./revision-store";
import type { ApplicationRow } from "./store";

type Document = { id: string; kind: string; sha256: string };

/**
 * Whether a document of a kind may be put on file now: always while the application is edited, and for an answer
 * while a question is open that it speaks to; of a deferred case, what speaks to its authority.
 *
 * @throws AppError `wrong_state` else
 */
export async function requireDocumentsTaken(
  tx: Tx,
  application: ApplicationRow,
  kind: string,
): Promise<ApplicationRow> {
  if (application.state === "draft" || (await isAmending(tx, application))) return application;
  if (application.state === "deferred_for_authority" && isForAuthority(kind)) return application;
  if (application.state !== "rfi") throw closed();
  const open = await findOpenQuestions(tx, application.id);
  const fits = open.some(({ factorId }) => documentKindsOf(factorId).some((fitting) => fitting === kind));
  if (fits) return application;
  throw new AppError("wrong_state", "No open question asks for a document of this kind.", {
    errors: [{ pointer: "/kind", message: "Choose a kind that the question asks for" }],
  });
}

/** Kinds of document that show an authority or a legal basis. */
export const AUTHORITY_DOCUMENTS = ["enabling_statute", "legal_memo", "prior_consultation"] as const;

function isForAuthority(kind: string): boolean {
  return AUTHORITY_DOCUMENTS.some((fitting) => fitting === kind);
}

/** @throws AppError `wrong_state` for a document that was submitted, or stands with an answer that was given */
export async function requireRemovable(
  tx: Tx,
  application: ApplicationRow,
  document: Document,
): Promise<void> {
  if (application.state === "draft") return;
  if (application.state !== "rfi" && !(await isAmending(tx, application))) throw closed();
  const isOnRecord = await recordOf(tx, application);
  if (isOnRecord(document)) throw closed();
}

/** Tells of a document whether the revision at hand or an answer rests on it. */
export async function recordOf(
  tx: Tx,
  application: ApplicationRow,
): Promise<(document: Document) => boolean> {
  const { id, revisionId } = application;
  const revision = revisionId === null ? undefined : await findRevision(tx, revisionId);
  const submitted = revision === undefined ? [] : revisionData(revision).documents;
  const answered = await findAnsweredEvidenceIds(tx, id);
  return (document) =>
    answered.has(document.id) ||
    submitted.some(({ kind, sha256 }) => kind === document.kind && sha256 === document.sha256);
}

function closed(): AppError {
  return new AppError("wrong_state", "Documents are part of what was submitted and can no longer change.");
}
