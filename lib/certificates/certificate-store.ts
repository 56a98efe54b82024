import type { Tx } from "#lib/platform/db";

/** What was put before the signers of a decision, and who signed; the latest unless one is named. */
export async function findDecision(tx: Tx, of: { applicationId: string; decisionId?: string | undefined }) {
  const { applicationId, decisionId } = of;
  return tx.decision.findFirst({
    where: { applicationId, ...(decisionId === undefined ? {} : { id: decisionId }) },
    orderBy: [{ decidedAt: "desc" }, { id: "desc" }],
    select: {
      id: true,
      applicationId: true,
      outcome: true,
      digest: true,
      application: { select: { reference: true } },
      grant: { select: { id: true } },
      proposal: {
        select: {
          id: true,
          canonical: true,
          signatures: { orderBy: { slot: "asc" }, select: { slot: true, signerId: true, stepUpId: true } },
        },
      },
    },
  });
}

export type ProposalEntry = { kind: string; leaf: string; secret: string | null; salt: Uint8Array | null };

/** What the ledger says of a proposal, and what its commitments stand for; in the order of the log. */
export async function findProposalEntries(tx: Tx, proposalId: string): Promise<ProposalEntry[]> {
  return tx.ledgerPending.findMany({
    where: { subjectId: proposalId, kind: { in: ["decision.proposed", "decision.signed"] } },
    orderBy: { id: "asc" },
    select: { kind: true, leaf: true, secret: true, salt: true },
  });
}
