import type { Tx } from "#lib/platform/db";

export function countReceived(tx: Tx): Promise<number> {
  return tx.application.count({ where: { revisionId: { not: null } } });
}

export function countLiveGrants(tx: Tx, now: Date): Promise<number> {
  return tx.grant.count({
    where: {
      state: "active",
      expiresAt: { gt: now },
      tenant: { suspensions: { none: { liftedAt: null } } },
    },
  });
}

export async function countSuspended(tx: Tx): Promise<number> {
  const rows = await tx.suspension.findMany({
    where: { liftedAt: null },
    distinct: ["tenantId"],
    select: { tenantId: true },
  });
  return rows.length;
}

/** Of the latest screening of each submitted application: how many each refusing rule refuses. */
export async function countRefusalsByRule(tx: Tx): Promise<{ ruleId: string; count: number }[]> {
  return tx.$queryRaw<{ ruleId: string; count: number }[]>`
    SELECT fired->>'id' AS "ruleId", count(*)::int AS count
    FROM (
      SELECT DISTINCT ON (a.id) s.result, s.outcome
      FROM "Application" a JOIN "Screening" s ON s."revisionId" = a."revisionId"
      ORDER BY a.id, s."createdAt" DESC, s.id DESC
    ) latest, jsonb_array_elements(latest.result->'rules') fired
    WHERE latest.outcome = 'denied' AND fired->>'effect' = 'deny'
    GROUP BY 1 ORDER BY count DESC, 1`;
}

/** In days, to a tenth; null before anything was decided. */
export async function findMedianDaysToDecision(tx: Tx): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ days: number | null }[]>`
    SELECT round((percentile_cont(0.5) WITHIN GROUP (
      ORDER BY extract(epoch FROM d."decidedAt" - a."submittedAt")
    ) / 86400)::numeric, 1)::float8 AS days
    FROM "Decision" d JOIN "Application" a ON a.id = d."applicationId"
    WHERE a."submittedAt" IS NOT NULL AND d."decidedAt" >= a."submittedAt"`;
  return row?.days ?? null;
}
