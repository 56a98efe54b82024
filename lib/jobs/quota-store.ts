import type { Tx } from "#lib/platform/db";

export type ReachedQuota = { grantId: string; month: string; used: number; quota: number };

/** Living grants that have used so much of this month (UTC), by what refuses: the rate's own counter. */
export async function findReachedQuotas(tx: Tx, percent: number): Promise<ReachedQuota[]> {
  return tx.$queryRaw<ReachedQuota[]>`
    SELECT g.id AS "grantId", b.month, b.used, (g.terms ->> 'monthlyQuota')::int AS quota
    FROM "RateBucket" b JOIN "Grant" g ON g.id = b."grantId"
    WHERE b.month = to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM')
      AND g.state IN ('active', 'restricted', 'suspended')
      AND 100::bigint * b.used >= ${percent}::bigint * (g.terms ->> 'monthlyQuota')::int
    ORDER BY g.id`;
}

/** @returns false when it was told before */
export async function insertQuotaNotice(
  tx: Tx,
  notice: { grantId: string; month: string; percent: number },
): Promise<boolean> {
  const { count } = await tx.quotaNotice.createMany({ data: notice, skipDuplicates: true });
  return count === 1;
}
