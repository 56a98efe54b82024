import type { JobRequest } from "#lib/jobs/gate-request";
import type { Tx } from "#lib/platform/db";
import type { Judgement } from "./lead";

export type LeadState = "sealed" | "confirmed" | "no_lead" | "ended";

export type LeadRow = {
  id: string;
  tenantId: string;
  jobId: string;
  collectionId: string;
  /** Of the call that asked. */
  keyId: string;
  reviewersNeeded: number;
  reviews: number;
  state: LeadState;
  sealed: Uint8Array | null;
  operation: string;
  purpose: string;
  request: JobRequest;
  createdAt: Date;
  closedAt: Date | null;
  expiresAt: Date;
};

/** Leads of one tenant in the order in which they were made. */
export async function listLeads(
  tx: Tx,
  tenantId: string,
  page: { after: string; limit: number; state: LeadState | null; only?: string },
): Promise<LeadRow[]> {
  const { after, limit, state, only = null } = page;
  return tx.$queryRaw<LeadRow[]>`
    SELECT * FROM (
      SELECT l.id, l."tenantId", l."jobId", l."collectionId", l."keyId", l."reviewersNeeded", l.sealed,
             l."createdAt", l."closedAt", j."expiresAt", j.operation, j.purpose, j.request,
             (SELECT count(*)::int FROM "LeadReview" r WHERE r."leadId" = l.id) AS reviews,
             CASE WHEN l.outcome IS NOT NULL THEN l.outcome
                  WHEN l."closedAt" IS NOT NULL OR j."expiresAt" <= clock_timestamp() THEN 'ended'
                  ELSE 'sealed' END AS state
      FROM "Lead" l JOIN "Job" j ON j.id = l."jobId"
      WHERE l."tenantId" = ${tenantId} AND l.id > ${after} AND (${only}::text IS NULL OR l.id = ${only})
    ) leads WHERE (${state}::text IS NULL OR state = ${state}) ORDER BY id LIMIT ${limit}`;
}

/** @returns null for another tenant's as for none */
export async function findLead(
  tx: Tx,
  { tenantId, leadId }: { tenantId: string; leadId: string },
): Promise<LeadRow | null> {
  const [row] = await listLeads(tx, tenantId, { after: "", limit: 1, state: null, only: leadId });
  return row ?? null;
}

export type NewReview = Judgement & {
  id: string;
  tenantId: string;
  leadId: string;
  keyId: string;
  reviewer: string;
  corroboration: string | null;
};

/** @returns false when this key or this person has judged the lead already */
export async function insertReview(tx: Tx, row: NewReview): Promise<boolean> {
  const { count } = await tx.leadReview.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

export async function findReviews(
  tx: Tx,
  leadId: string,
): Promise<(Judgement & { corroboration: string | null })[]> {
  return tx.leadReview.findMany({
    where: { leadId },
    orderBy: { id: "asc" },
    select: { subjectId: true, corroboration: true },
  });
}
