import Link from "next/link";
import type { SignedDocument } from "#lib/reviews/signed-content";
import { Notice } from "#ui/form-message";
import { kindWords } from "../../../_edge/document-words";

/** What a decision rests on that nobody at the desk has found in order: said before it is proposed and signed. */
export function UnverifiedDocuments({
  applicationId,
  documents,
}: {
  applicationId: string;
  documents: readonly SignedDocument[];
}) {
  const open = documents.filter(({ verified }) => !verified);
  if (open.length === 0) return null;
  const title =
    open.length === documents.length
      ? "None of the documents is verified"
      : `${open.length} of ${documents.length} documents are not verified`;
  return (
    <Notice tone="warn" title={title}>
      <p>
        {[...new Set(open.map(({ kind }) => kindWords(kind)))].join(", ")}. No rule counts them as there. The
        digest says which they are; the desk verifies them on the{" "}
        <Link href={`/review/${applicationId}/evidence`}>documents</Link> page, and a change there voids what
        was signed.
      </p>
    </Notice>
  );
}
