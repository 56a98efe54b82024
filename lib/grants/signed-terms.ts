import { revisionData } from "#lib/applications/revision-data";
import { appendEntry } from "#lib/ledger/append-entry";
import { canonicalJson, type Json, sha256Hex } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { log } from "#lib/platform/log";
import { loadPack } from "#lib/policy/load-pack";
import type { Screening } from "#lib/policy/screen";
import { struckSites } from "#lib/reviews/check-conditions";
import { readSignedContent, type SignedContent } from "#lib/reviews/signed-content";
import { compileGrant } from "./compile-grant";
import type { findDecisionForGrant } from "./store";
import { type GrantTerms, readTerms } from "./terms";

type DecisionForGrant = NonNullable<Awaited<ReturnType<typeof findDecisionForGrant>>>;

/**
 * The terms of a signed decision, once they are seen to be what its revision, screening and conditions compile to.
 * Whoever proposes hands the terms over as data; people sign what they were shown, and this room answers for it that
 * the machine's words say the same as the conditions.
 *
 * @returns null for terms that say anything else, having put the refusal on record
 */
export async function requireSignedTerms(tx: Tx, decision: DecisionForGrant): Promise<GrantTerms | null> {
  const content = readSignedContent(decision.proposal.canonical);
  const terms = readTerms(content.grant_terms);
  const compiled = await compileAgain(tx, decision, content);
  const signedDigest = digestOf(terms);
  const compiledDigest = compiled === null ? null : digestOf(compiled);
  if (signedDigest === compiledDigest) return terms;

  log.error(
    { decisionId: decision.id, signedDigest, compiledDigest },
    "signed terms are not the conditions'",
  );
  await appendEntry(tx, {
    kind: "grant.refused",
    subjectId: decision.id,
    data: { reason: "terms_differ", signed_digest: signedDigest, compiled_digest: compiledDigest },
  });
  return null;
}

async function compileAgain(
  tx: Tx,
  { proposal: { revision } }: DecisionForGrant,
  { pack: { version }, screening: signed, conditions }: SignedContent,
): Promise<GrantTerms | null> {
  const screening = revision.screenings.find(({ id }) => id === signed.id);
  if (screening === undefined || conditions === null) return null;
  const { pack } = await loadPack(tx, version);
  // What `screen` returned, saved as it was; append-only in the database.
  const struck = struckSites(pack, screening.result as unknown as Screening);
  return compileGrant({ application: revisionData(revision), struckSites: struck, conditions });
}

function digestOf(terms: GrantTerms): string {
  return sha256Hex(canonicalJson(terms as unknown as Json));
}
