import type { Lane } from "#lib/identity/roles";
import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { Prisma } from "#lib/platform/prisma/client";
import type { DecisionConditions } from "./conditions";
import type { Outcome } from "./signed-content";

export type SignatureRow = {
  slot: number;
  signerId: string;
  signerLane: Lane;
  digest: string;
  method: string;
  stepUpId: string;
  reason: string;
  signedAt: Date;
};

export type ProposalRow = {
  id: string;
  applicationId: string;
  revisionId: string;
  outcome: Outcome;
  reasons: string;
  /** The signed text: RFC 8785 canonical JSON. */
  canonical: string;
  digest: string;
  state: "open" | "void" | "decided";
  proposedById: string;
  createdAt: Date;
  voidedAt: Date | null;
  voidReason: string | null;
  /** In the order of their slots. */
  signatures: readonly SignatureRow[];
  decision: { id: string; decidedAt: Date } | null;
};

const columns = {
  id: true,
  applicationId: true,
  revisionId: true,
  outcome: true,
  reasons: true,
  canonical: true,
  digest: true,
  state: true,
  proposedById: true,
  createdAt: true,
  voidedAt: true,
  voidReason: true,
  signatures: {
    orderBy: { slot: "asc" },
    select: {
      slot: true,
      signerId: true,
      signerLane: true,
      digest: true,
      method: true,
      stepUpId: true,
      reason: true,
      signedAt: true,
    },
  },
  decision: { select: { id: true, decidedAt: true } },
} as const;

/** Columns that check constraints and this room alone keep to their unions. */
function asProposal(row: Prisma.DecisionProposalGetPayload<{ select: typeof columns }>): ProposalRow {
  return row as ProposalRow;
}

/** The one proposal of a case that can be signed, if there is one. */
export async function findOpenProposal(tx: Tx, applicationId: string): Promise<ProposalRow | undefined> {
  const row = await tx.decisionProposal.findFirst({
    where: { applicationId, state: "open" },
    select: columns,
  });
  return row === null ? undefined : asProposal(row);
}

export async function findProposal(tx: Tx, proposalId: string): Promise<ProposalRow | undefined> {
  const row = await tx.decisionProposal.findUnique({ where: { id: proposalId }, select: columns });
  return row === null ? undefined : asProposal(row);
}

/** All that was put before signers in a case, the latest first. */
export async function findProposals(tx: Tx, applicationId: string): Promise<ProposalRow[]> {
  const rows = await tx.decisionProposal.findMany({
    where: { applicationId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: columns,
  });
  return rows.map(asProposal);
}

export async function insertProposal(
  tx: Tx,
  proposal: {
    id: string;
    applicationId: string;
    revisionId: string;
    outcome: Outcome;
    conditions: DecisionConditions | null;
    reasons: string;
    canonical: string;
    digest: string;
    proposedById: string;
  },
): Promise<void> {
  const conditions = proposal.conditions === null ? Prisma.JsonNull : asJson(proposal.conditions);
  await tx.decisionProposal.create({
    data: { ...proposal, conditions, state: "open" },
    select: { id: true },
  });
}

/** Through text, where a clause that is left out and one that is undefined are the same. */
function asJson(conditions: DecisionConditions): JsonObject {
  return JSON.parse(JSON.stringify(conditions));
}

/** @returns false when it was not open any more */
export async function closeProposal(
  tx: Tx,
  close:
    | { proposalId: string; state: "void"; reason: string; now: Date }
    | { proposalId: string; state: "decided" },
): Promise<boolean> {
  const { count } = await tx.decisionProposal.updateMany({
    where: { id: close.proposalId, state: "open" },
    data:
      close.state === "void"
        ? { state: "void", voidedAt: close.now, voidReason: close.reason }
        : { state: "decided" },
  });
  return count === 1;
}

/** The database refuses it for every reason in guard_signature_insert, and sets the time itself. */
export async function insertSignature(
  tx: Tx,
  signature: {
    proposalId: string;
    slot: number;
    signerId: string;
    signerLane: Lane;
    digest: string;
    method: string;
    stepUpId: string;
    reason: string;
  },
): Promise<void> {
  await tx.signature.create({ data: { id: newId("sig"), ...signature }, select: { id: true } });
}

export async function insertDecision(
  tx: Tx,
  decision: { applicationId: string; proposalId: string; outcome: Outcome; digest: string },
): Promise<string> {
  const id = newId("dec");
  await tx.decision.create({ data: { id, ...decision }, select: { id: true } });
  return id;
}
