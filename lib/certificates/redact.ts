import { isRecord } from "#lib/ledger/leaf";
import { partDigest, partSalt } from "#lib/ledger/text-parts";
import type { Certificate, TextPart } from "./certificate";

/**
 * Members of the signed text that its applicant reads: what they sent, what was found to apply, and what was decided.
 * Everything else, also what a later version of the text adds, is withheld: scores and what their writers wrote are
 * for those who review (reviews/README).
 */
const FOR_APPLICANTS: ReadonlySet<string> = new Set([
  "v",
  "proposal_id",
  "application",
  "pack",
  "screening",
  "documents",
  "authorities",
  "outcome",
  "conditions",
  "reasons",
  "grant_terms",
]);

/**
 * A whole certificate as its applicant may see it. What is withheld stays there by its digest, and still verifies: the
 * ledger held those digests before anybody signed.
 */
export function redacted(certificate: Certificate): Certificate {
  const { signed, signatures } = certificate;
  return {
    ...certificate,
    signed: signed.kind === "whole" ? { kind: "parts", parts: partsOf(signed) } : signed,
    signatures: signatures.map((signature) => ({ ...signature, reason: null })),
  };
}

function partsOf({ text, salt }: { text: string; salt: string | null }): TextPart[] {
  const value: unknown = JSON.parse(text);
  // A text from before its parts were in the ledger is withheld as a whole.
  if (salt === null || !isRecord(value)) return [];
  return Object.entries(value).map(([name, member]) => {
    const own = partSalt(salt, name);
    const open = FOR_APPLICANTS.has(name) ? { value: member, salt: own } : null;
    return { name, digest: partDigest(own, member), open };
  });
}
