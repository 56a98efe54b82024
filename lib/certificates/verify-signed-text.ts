import { canonicalText, isRecord } from "#lib/ledger/leaf";
import { partDigest, partDigests, textDigest } from "#lib/ledger/text-parts";
import type { Certificate, SignedText } from "./certificate";
import { type Entry, entriesOfKind } from "./entries";

export type ReadText = {
  /** Members that the reader may see. */
  open: { readonly [name: string]: unknown };
  /** Names of those that are there by their digest alone. */
  withheld: readonly string[];
  isWhole: boolean;
};

/**
 * Holds the signed text against the digest, and its parts against what the ledger said of them when it was proposed.
 *
 * @returns the text as far as it is open, or in a sentence why it is not what was signed
 */
export function readSignedText(certificate: Certificate): ReadText | string {
  const { decision, signed, ledger } = certificate;
  const proposed = entriesOfKind(ledger, "decision.proposed").filter(
    ({ subject }) => subject === decision.proposal_id,
  );
  const [proposal] = proposed;
  if (proposal === undefined || proposed.length > 1) return "the ledger does not hold one proposal of it";
  if (proposal.data.digest !== decision.digest) return "the ledger's proposal has another digest";
  const text =
    signed.kind === "whole" ? wholeText(signed, decision.digest, proposal) : openParts(signed, proposal);
  if (typeof text === "string") return text;
  return whyAnother(certificate, text) ?? text;
}

function wholeText(
  { text, salt }: Extract<SignedText, { kind: "whole" }>,
  digest: string,
  { data }: Entry,
): ReadText | string {
  if (textDigest(text) !== digest) return "the text does not have the digest that was signed";
  const value: unknown = parsed(text);
  if (!isRecord(value) || canonicalText(value) !== text)
    return "the text is not in canonical form (RFC 8785)";
  if ((salt === null) !== (data.parts === undefined))
    return "the salt of its parts is missing, or is one too many";
  if (salt !== null && canonicalText(partDigests(value, salt)) !== canonicalText(data.parts)) {
    return "the digests of its parts are not those in the ledger";
  }
  return { open: value, withheld: [], isWhole: true };
}

function openParts({ parts }: Extract<SignedText, { kind: "parts" }>, { data }: Entry): ReadText | string {
  const named = Object.fromEntries(parts.map(({ name, digest }) => [name, digest]));
  const isSame = canonicalText(named) === canonicalText(data.parts ?? {});
  if (!isSame || Object.keys(named).length !== parts.length) return "its parts are not those in the ledger";
  const forged = parts.find(
    ({ open, digest }) => open !== null && partDigest(open.salt, open.value) !== digest,
  );
  if (forged !== undefined) return `its part ${forged.name} is not what was signed`;
  const open = parts.flatMap((part) => (part.open === null ? [] : [[part.name, part.open.value] as const]));
  const withheld = parts.filter((part) => part.open === null).map(({ name }) => name);
  return { open: Object.fromEntries(open), withheld, isWhole: false };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The text must be of this decision, revision and pack; each is looked at where it is open. */
function whyAnother({ decision, ledger }: Certificate, { open }: ReadText): string | null {
  const { proposal_id: proposalId, outcome, application, pack, grant_terms: terms } = open;
  if (proposalId !== undefined && proposalId !== decision.proposal_id)
    return "the text is of another proposal";
  if (outcome !== undefined && outcome !== decision.outcome) return "the text has another outcome";
  if (isRecord(application)) {
    if (application.id !== decision.application_id) return "the text is of another application";
    const isSubmitted = entriesOfKind(ledger, "application.submitted").some(
      ({ subject, data }) =>
        subject === decision.application_id &&
        data.revision === application.revision_id &&
        data.digest === application.revision_digest,
    );
    if (!isSubmitted) return "the ledger does not say that this revision was submitted";
  }
  if (isRecord(pack)) {
    const isReleased = entriesOfKind(ledger, "policy.released").some(
      ({ subject, data }) => subject === pack.version && data.digest === pack.digest,
    );
    if (!isReleased) return "the ledger does not say that this policy pack was released";
  }
  const grant = entriesOfKind(ledger, "grant.created").find(({ data }) => data.decision_id === decision.id);
  if (grant === undefined || terms === undefined) return null;
  return grant.data.terms_digest === textDigest(canonicalText(terms))
    ? null
    : "the grant was not made from the terms that were signed";
}
