import { loadBeside } from "#lib/applications/beside";
import type { Tx } from "#lib/platform/db";
import type { OpenCase } from "./open-case";
import type { SignedDocument } from "./signed-content";

/**
 * The documents that the revision rests on, each with whether the desk has found it in order by now. One that is not on
 * file any more is not.
 */
export async function judgedDocuments(
  tx: Tx,
  { id, application }: Pick<OpenCase, "id" | "application">,
): Promise<readonly SignedDocument[]> {
  const { documents: onFile } = await loadBeside(tx, id);
  const inOrder = new Set(onFile.filter(({ verified }) => verified).map(contentOf));
  return application.documents.map((document) => ({
    kind: document.kind,
    sha256: document.sha256 ?? null,
    verified: inOrder.has(contentOf(document)),
  }));
}

function contentOf({ kind, sha256 }: { kind: string; sha256?: string | null | undefined }): string {
  return `${kind} ${sha256 ?? ""}`;
}
