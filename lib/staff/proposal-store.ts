import type { Tx } from "#lib/platform/db";
import type { Prisma } from "#lib/platform/prisma/client";

/** Each with the confirmation of the person behind it: how, and the step-up under which an assertion is kept. */
type By = { method: string; stepUpId: string };

export type Proposal = By & {
  id: string;
  action: string;
  email: string;
  canonical: string;
  digest: string;
  proposedById: string;
  proposedAt: Date;
  confirmation: (By & { confirmedById: string; confirmedAt: Date }) | null;
  refusal: (By & { refusedById: string; reason: string; refusedAt: Date }) | null;
};

const PROPOSAL = {
  id: true,
  action: true,
  email: true,
  canonical: true,
  digest: true,
  proposedById: true,
  proposedAt: true,
  method: true,
  stepUpId: true,
  confirmation: { omit: { proposalId: true, digest: true } },
  refusal: { omit: { proposalId: true, digest: true } },
} satisfies Prisma.StaffProposalSelect;

/** Locks a proposal: the judgements of one come one after the other. */
export async function lockProposal(tx: Tx, id: string): Promise<Proposal | null> {
  await tx.$queryRaw`SELECT 1 FROM "StaffProposal" WHERE id = ${id} FOR UPDATE`;
  return findProposal(tx, id);
}

export function findProposal(tx: Tx, id: string): Promise<Proposal | null> {
  return tx.staffProposal.findUnique({ where: { id }, select: PROPOSAL });
}

/** Every proposal, the newest first. */
export function findProposals(tx: Tx): Promise<Proposal[]> {
  return tx.staffProposal.findMany({ select: PROPOSAL, orderBy: [{ proposedAt: "desc" }, { id: "desc" }] });
}

type Signed = { digest: string; method: string; stepUpId: string };

export async function insertProposal(
  tx: Tx,
  row: Signed & { id: string; action: string; email: string; canonical: string; proposedById: string },
): Promise<void> {
  await tx.staffProposal.create({ data: row, select: { id: true } });
}

export async function insertConfirmation(
  tx: Tx,
  row: Signed & { proposalId: string; confirmedById: string },
): Promise<void> {
  await tx.staffConfirmation.create({ data: row, select: { proposalId: true } });
}

export async function insertRefusal(
  tx: Tx,
  row: Signed & { proposalId: string; refusedById: string; reason: string },
): Promise<void> {
  await tx.staffRefusal.create({ data: row, select: { proposalId: true } });
}
