import type { Tx } from "#lib/platform/db";

export type LeadOutcome = "confirmed" | "no_lead";

export async function insertLead(
  tx: Tx,
  row: {
    id: string;
    tenantId: string;
    jobId: string;
    collectionId: string;
    keyId: string;
    reviewersNeeded: number;
    sealed: Uint8Array<ArrayBuffer>;
  },
): Promise<void> {
  await tx.lead.create({ data: row });
}

/** Closes the lead of a job, if it has one that is open: what was sealed is gone. */
export async function closeLead(tx: Tx, jobId: string, outcome: LeadOutcome | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Lead" SET sealed = NULL, outcome = ${outcome}, "closedAt" = clock_timestamp()
    WHERE "jobId" = ${jobId} AND "closedAt" IS NULL`;
}
