import { canonicalJson, type Json, type JsonObject, sha256Hex } from "#lib/platform/canonical-json";
import type { DecisionConditions } from "./conditions";

/** `defer`: neither yet; it waits for an authority that is not on record. */
export type Outcome = "approve" | "decline" | "defer";

/**
 * Everything that a signature stands for, and nothing besides: whoever holds this text knows what was judged,
 * under which pack, on which scores, with which result and which grant. Keys are the text's own (snake_case).
 */
export type SignedContent = {
  /** 1 before it named documents. */
  v: 1 | 2;
  proposal_id: string;
  application: {
    id: string;
    reference: string;
    organisation_id: string;
    revision_id: string;
    revision_number: number;
    /** SHA-256 of the revision's canonical JSON, hex. */
    revision_digest: string;
  };
  pack: { version: string; digest: string };
  screening: {
    id: string;
    outcome: string;
    tier: string;
    track: string;
    risk: number;
    /** Ids of the rules that fired. */
    rules: readonly string[];
    /** Ids of the conditions that they impose. */
    conditions: readonly string[];
  };
  /** What the revision rests on, and whether the desk has found it in order. Texts of version 1 do not say. */
  documents?: readonly SignedDocument[];
  /** What a case that was deferred waited for; absent from one that never was. */
  authorities?: readonly SignedAuthority[];
  scores: readonly SignedScore[];
  /** What two scorers of one factor wrote where they lie apart, by factor; absent where none do. */
  reconciliations?: readonly SignedReconciliation[];
  outcome: Outcome;
  /** null for a decline: there is nothing to bind. */
  conditions: DecisionConditions | null;
  reasons: string;
  /** What the worker pool will enforce; null for a decline. */
  grant_terms: JsonObject | null;
};

export type SignedDocument = { kind: string; sha256: string | null; verified: boolean };

export type SignedScore = {
  factor_id: string;
  lane: string;
  /** 2 for the second scorer of a factor that two people score; absent for the first. */
  seat?: number;
  scorer_id: string;
  points: number;
  rationale: string;
};

export type SignedReconciliation = {
  factor_id: string;
  text: string;
  written_by: string;
  agreed_by: readonly string[];
};

export type SignedAuthority = {
  id: string;
  kind: string;
  issuer: string;
  reference: string;
  valid_until: string | null;
};

/**
 * The text that two people sign, and its digest.
 *
 * Scores and documents are put in one order, so that the same case has the same bytes however the database returned them.
 *
 * @returns RFC 8785 canonical JSON, and its SHA-256 as 64 lower-case hex digits
 */
export function signedContent(content: SignedContent): { canonical: string; digest: string } {
  const scores = [...content.scores].sort(
    (one, other) =>
      compare(one.factor_id, other.factor_id) ||
      compare(one.lane, other.lane) ||
      (one.seat ?? 1) - (other.seat ?? 1),
  );
  const documents = content.documents?.toSorted(
    (one, other) => compare(one.kind, other.kind) || compare(one.sha256 ?? "", other.sha256 ?? ""),
  );
  const ordered = { ...content, scores, ...(documents === undefined ? {} : { documents }) };
  // A closed type of JSON values; TypeScript gives a type alias with named keys no index signature of its own.
  const canonical = canonicalJson(ordered as unknown as Json);
  return { canonical, digest: sha256Hex(canonical) };
}

/** Reads back what `signedContent` wrote. The database holds no other kind of text (guard_proposal_insert). */
export function readSignedContent(canonical: string): SignedContent {
  return JSON.parse(canonical) as SignedContent;
}

/** By code unit, as RFC 8785 sorts keys: the same on every machine, whatever its locale. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
