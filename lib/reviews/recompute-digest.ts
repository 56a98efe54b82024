import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { findAuthorities } from "./authority-store";
import type { DecisionConditions } from "./conditions";
import { judgedDocuments } from "./judged-documents";
import type { OpenCase } from "./open-case";
import type { ProposalRow } from "./proposal-store";
import { findReconciliations } from "./reconciliation-store";
import { findScores, type ScoreRow } from "./score-store";
import {
  type Outcome,
  readSignedContent,
  type SignedContent,
  type SignedScore,
  signedContent,
} from "./signed-content";

/** What people add to the state of a case: the outcome, its conditions and reasons, and the compiled terms. */
export type Proposed = {
  proposalId: string;
  outcome: Outcome;
  conditions: DecisionConditions | null;
  reasons: string;
  grantTerms: JsonObject | null;
};

/** What is put before the signers, from the case as it stands in the database now. */
export async function contentOf(
  tx: Tx,
  found: OpenCase,
  scores: readonly ScoreRow[],
  proposed: Proposed,
): Promise<SignedContent> {
  const { revision, screening, pack } = found;
  const { result } = screening;
  return {
    v: 2,
    proposal_id: proposed.proposalId,
    application: {
      id: found.id,
      reference: found.reference,
      organisation_id: found.organisationId,
      revision_id: revision.id,
      revision_number: revision.number,
      revision_digest: revision.digest,
    },
    pack: { version: pack.version, digest: found.packDigest },
    screening: {
      id: screening.id,
      outcome: result.outcome,
      tier: result.tier,
      track: result.track,
      risk: result.risk,
      rules: result.rules.map(({ id }) => id),
      conditions: [...new Set(result.conditions.map(({ id }) => id))].sort(),
    },
    documents: await judgedDocuments(tx, found),
    ...(await recordedAuthorities(tx, found.id)),
    scores: scores.flatMap(signedScore),
    ...(await reconciled(tx, revision.id)),
    outcome: proposed.outcome,
    conditions: proposed.conditions,
    reasons: proposed.reasons,
    grant_terms: proposed.grantTerms,
  };
}

/** What a case that was deferred waited for, as it is on record. */
async function recordedAuthorities(
  tx: Tx,
  applicationId: string,
): Promise<Pick<SignedContent, "authorities">> {
  const rows = await findAuthorities(tx, applicationId);
  if (rows.length === 0) return {};
  return {
    authorities: rows.map(({ id, kind, issuer, reference, validUntil }) => ({
      id,
      kind,
      issuer,
      reference,
      valid_until: validUntil,
    })),
  };
}

/** What scorers wrote where they came to lie apart; a case without such a factor says nothing of it. */
async function reconciled(tx: Tx, revisionId: string): Promise<Pick<SignedContent, "reconciliations">> {
  const rows = await findReconciliations(tx, revisionId);
  if (rows.length === 0) return {};
  return {
    reconciliations: rows.map(({ factorId, text, writtenById, agreedIds }) => ({
      factor_id: factorId,
      text,
      written_by: writtenById,
      agreed_by: [...agreedIds].sort(),
    })),
  };
}

/** A score counts when its lane is locked: a draft that a change of tier left behind is nobody's judgement. */
function signedScore({
  factorId,
  lane,
  seat,
  scorerId,
  points,
  rationale,
  lockedAt,
}: ScoreRow): SignedScore[] {
  if (points === null || lockedAt === null) return [];
  return [
    {
      factor_id: factorId,
      lane,
      ...(seat === 1 ? {} : { seat }),
      scorer_id: scorerId,
      points,
      rationale,
    },
  ];
}

/**
 * The digest that a proposal would have if it were made from the database as it is now. Anything that it covers
 * and that has changed since makes it another one.
 *
 * @returns 64 hex digits, or "not pending" for a case that is not waiting for a decision any more
 */
export async function recomputeDigest(tx: Tx, found: OpenCase, proposal: ProposalRow): Promise<string> {
  if (found.state !== "decision_pending") return "not pending";
  const stored = readSignedContent(proposal.canonical);
  const scores = await findScores(tx, found.revision.id);
  const { digest } = signedContent(
    await contentOf(tx, found, scores, {
      proposalId: proposal.id,
      outcome: proposal.outcome,
      conditions: stored.conditions,
      reasons: proposal.reasons,
      grantTerms: stored.grant_terms,
    }),
  );
  return digest;
}
