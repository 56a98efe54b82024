import type { Actor } from "#lib/identity/actor";
import { keptAssertions, type Proof, proofOf } from "#lib/identity/kept-assertion";
import { read, type Tx } from "#lib/platform/db";
import { requirePart } from "./access";
import { isBoardCase } from "./board-check";
import { findNames } from "./case-store";
import { readOpenCase } from "./open-case";
import { findProposals, type ProposalRow } from "./proposal-store";
import { type Outcome, readSignedContent, type SignedContent } from "./signed-content";
import { type VoteView, voteViews } from "./vote-views";

export type SignatureView = {
  slot: number;
  signer: string;
  lane: string;
  method: string;
  /** What stands behind it, and whether anyone can verify it again. */
  proof: Proof;
  signedAt: Date;
  reason: string;
  isMine: boolean;
};

export type ProposalView = {
  id: string;
  outcome: Outcome;
  reasons: string;
  digest: string;
  /** The signed text, RFC 8785. */
  canonical: string;
  content: SignedContent;
  state: "open" | "void" | "decided";
  voidReason: string | null;
  proposer: string;
  createdAt: Date;
  signatures: readonly SignatureView[];
  decision: { id: string; decidedAt: Date } | null;
};

/** A proposal with how the board voted on it; no votes where no board was asked. */
export type ProposalOnRecord = ProposalView & { votes: readonly VoteView[] };

export type DecisionRecord = {
  applicationId: string;
  reference: string;
  title: string;
  organisationName: string;
  state: string;
  /** Its approvals are voted on by the board. */
  isBoardCase: boolean;
  proposals: readonly ProposalOnRecord[];
};

/** Everything that was put before signers in a case, and what became of it; for all who may read the case. */
export function decisionRecord(actor: Actor, applicationId: string): Promise<DecisionRecord> {
  return read(async (tx) => {
    await requirePart(tx, actor, applicationId);
    const found = await readOpenCase(tx, applicationId);
    const { reference, title, organisationName, state } = found;
    const proposals: ProposalOnRecord[] = [];
    for (const proposal of await proposalViews(tx, applicationId, actor))
      proposals.push({ ...proposal, votes: await voteViews(tx, proposal.id, actor) });
    const of = { applicationId, reference, title, organisationName, state };
    return { ...of, isBoardCase: isBoardCase(found), proposals };
  });
}

/** All proposals of a case, the latest first. */
export async function proposalViews(tx: Tx, applicationId: string, actor: Actor): Promise<ProposalView[]> {
  return withNames(tx, await findProposals(tx, applicationId), actor);
}

/** Proposals with the names of people, for staff. */
export async function withNames(tx: Tx, rows: readonly ProposalRow[], actor: Actor): Promise<ProposalView[]> {
  const ids = rows.flatMap(({ proposedById, signatures }) => [
    proposedById,
    ...signatures.map(({ signerId }) => signerId),
  ]);
  const names = await findNames(tx, ids);
  const kept = await keptAssertions(
    tx,
    rows.flatMap(({ signatures }) => signatures.map(({ stepUpId }) => stepUpId)),
  );
  const nameOf = (id: string) => names.get(id) ?? id;
  return rows.map(({ signatures, proposedById, ...row }) => ({
    id: row.id,
    outcome: row.outcome,
    reasons: row.reasons,
    digest: row.digest,
    canonical: row.canonical,
    content: readSignedContent(row.canonical),
    state: row.state,
    voidReason: row.voidReason,
    proposer: nameOf(proposedById),
    createdAt: row.createdAt,
    decision: row.decision,
    signatures: signatures.map(({ slot, signerId, signerLane, method, stepUpId, signedAt, reason }) => ({
      slot,
      signer: nameOf(signerId),
      lane: signerLane,
      method,
      proof: proofOf(method, kept.get(stepUpId)),
      signedAt,
      reason,
      isMine: signerId === actor.personId,
    })),
  }));
}
