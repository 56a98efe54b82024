import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

export type AskedReinstatement = { id: string; grantId: string; reason: string; askedById: string };

/** What was asked for since each grant was last stopped, and not confirmed; what is older than a stop is void. */
async function findAsked(tx: Tx, grantIds: readonly string[]): Promise<AskedReinstatement[]> {
  return tx.$queryRaw<AskedReinstatement[]>`
    SELECT DISTINCT ON (r."grantId") r.id, r."grantId", r.reason, r."askedById"
    FROM "Reinstatement" r JOIN "Grant" g ON g.id = r."grantId" AND g.state = r."fromState"
    WHERE r."grantId" = ANY (${[...grantIds]}) AND r."confirmedAt" IS NULL
      AND r."askedAt" >= coalesce((SELECT max(e."createdAt") FROM "GrantEvent" e WHERE e."grantId" = g.id), r."askedAt")
    ORDER BY r."grantId", r."askedAt" DESC`;
}

export async function findAskedReinstatement(tx: Tx, grantId: string): Promise<AskedReinstatement | null> {
  const [asked] = await findAsked(tx, [grantId]);
  return asked ?? null;
}

export async function findAskedOfTenant(tx: Tx, tenantId: string): Promise<AskedReinstatement[]> {
  const grants = await tx.grant.findMany({ where: { tenantId }, select: { id: true } });
  return findAsked(
    tx,
    grants.map(({ id }) => id),
  );
}

export async function insertReinstatement(
  tx: Tx,
  row: { grantId: string; fromState: string; reason: string; askedById: string; askedAt: Date },
): Promise<string> {
  const id = newId("rin");
  await tx.reinstatement.create({ data: { id, ...row }, select: { id: true } });
  return id;
}

/** The second person's word; the database refuses it from the first. */
export async function confirmReinstatement(
  tx: Tx,
  id: string,
  by: { personId: string; reason: string; now: Date },
): Promise<void> {
  await tx.reinstatement.update({
    where: { id },
    data: { confirmedById: by.personId, confirmation: by.reason, confirmedAt: by.now },
    select: { id: true },
  });
}
