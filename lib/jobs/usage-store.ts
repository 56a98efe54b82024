import type { Tx } from "#lib/platform/db";

export type UsageRow = {
  /** First day of the period, such as 2026-11-01. */
  period: string;
  operation: string;
  grantId: string;
  calls: number;
  answered: number;
  /** Answered, by saying what is wrong with the picture. */
  refused: number;
  failed: number;
  cancelled: number;
  open: number;
};

/**
 * Jobs of a tenant by the day or month (UTC) in which they were accepted, by operation and grant, in that order.
 *
 * @param from first day; @param before the day after the last
 */
export async function countUsage(
  tx: Tx,
  { tenantId, from, before, by }: { tenantId: string; from: Date; before: Date; by: "day" | "month" },
): Promise<UsageRow[]> {
  return tx.$queryRaw<UsageRow[]>`
    SELECT to_char(date_trunc(${by}, "createdAt" AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS period,
           operation, "grantId", count(*)::int AS calls,
           count(*) FILTER (WHERE ended AND "failureCode" IS NULL)::int AS answered,
           count(*) FILTER (WHERE ended AND "failureCode" IS NOT NULL)::int AS refused,
           count(*) FILTER (WHERE state IN ('failed', 'quarantined'))::int AS failed,
           count(*) FILTER (WHERE state LIKE 'cancelled%')::int AS cancelled,
           count(*) FILTER (WHERE state IN ('received', 'queued', 'running', 'review'))::int AS open
    FROM (SELECT *, state IN ('released', 'expired') AS ended FROM "Job"
          WHERE "tenantId" = ${tenantId} AND "createdAt" >= ${from} AND "createdAt" < ${before}) jobs
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
}

export type AllowanceRow = {
  grantId: string;
  applicationId: string;
  reference: string;
  version: number;
  state: string;
  quota: number;
  /** Calls a month as the signed revision declares them; null where it says nothing. */
  declared: number | null;
  /** Calls of this month (UTC). */
  used: number;
};

/** What each of a tenant's grants allows this month, what its application declared, and what was used; newest first. */
export async function findAllowances(tx: Tx, tenantId: string): Promise<AllowanceRow[]> {
  return tx.$queryRaw<AllowanceRow[]>`
    SELECT g.id AS "grantId", g."applicationId", a.reference, g.version, g.state,
           (g.terms ->> 'monthlyQuota')::int AS quota,
           (r.canonical::jsonb #>> '{deployment,expected_monthly_volume}')::int AS declared,
           -- What the rate counts is what refuses; after a crash, or before the first call of the month, the jobs.
           coalesce(b.used, (SELECT count(*)::int FROM "Job" j
                             WHERE j."tenantId" = g."tenantId" AND j."grantId" = g.id
                               AND j."createdAt" >= month.start)) AS used
    FROM "Grant" g
    CROSS JOIN (SELECT date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS start) month
    JOIN "Application" a ON a.id = g."applicationId"
    JOIN "Decision" d ON d.id = g."decisionId"
    JOIN "DecisionProposal" p ON p.id = d."proposalId"
    JOIN "ApplicationRevision" r ON r.id = p."revisionId"
    LEFT JOIN "RateBucket" b ON b."grantId" = g.id
      AND b.month = to_char(month.start AT TIME ZONE 'UTC', 'YYYY-MM')
    WHERE g."tenantId" = ${tenantId} AND g.state NOT IN ('provisioning')
    ORDER BY g."createdAt" DESC`;
}
