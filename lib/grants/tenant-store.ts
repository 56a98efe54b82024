import type { Tx } from "#lib/platform/db";

export type TenantRow = {
  id: string;
  name: string;
  grants: number;
  activeGrants: number;
  liveKeys: number;
  jobsToday: number;
  suspendedSince: Date | null;
};

/** One row a tenant, counted in one query. */
export async function findTenants(tx: Tx): Promise<TenantRow[]> {
  return tx.$queryRaw<TenantRow[]>`
    SELECT o.id, o.name,
      (SELECT count(*)::int FROM "Grant" g WHERE g."tenantId" = o.id) AS grants,
      (SELECT count(*)::int FROM "Grant" g WHERE g."tenantId" = o.id AND g.state = 'active') AS "activeGrants",
      (SELECT count(*)::int FROM "ApiKey" k WHERE k."tenantId" = o.id AND k."revokedAt" IS NULL
         AND k."expiresAt" > now()) AS "liveKeys",
      (SELECT count(*)::int FROM "Job" j WHERE j."tenantId" = o.id AND j."createdAt" > now() - interval '1 day') AS "jobsToday",
      (SELECT min(s."createdAt") FROM "Suspension" s WHERE s."tenantId" = o.id AND s."liftedAt" IS NULL) AS "suspendedSince"
    FROM "Organisation" o
    WHERE EXISTS (SELECT 1 FROM "Grant" g WHERE g."tenantId" = o.id)
    ORDER BY o.name`;
}

export async function findTenant(tx: Tx, id: string) {
  return tx.organisation.findUnique({ where: { id }, select: { id: true, name: true, country: true } });
}
