import type { Tx } from "#lib/platform/db";

/** Takes the organisation's row lock, which every gate's share lock waits for. */
export async function lockTenant(tx: Tx, tenantId: string): Promise<{ id: string; name: string } | null> {
  await tx.$queryRaw`SELECT 1 FROM "Organisation" WHERE id = ${tenantId} FOR UPDATE`;
  return tx.organisation.findUnique({ where: { id: tenantId }, select: { id: true, name: true } });
}

export async function findOpenSuspension(tx: Tx, tenantId: string) {
  return tx.suspension.findFirst({ where: { tenantId, liftedAt: null }, orderBy: { createdAt: "asc" } });
}

export async function insertSuspension(
  tx: Tx,
  row: { id: string; tenantId: string; reason: string; suspendedById: string },
): Promise<void> {
  await tx.suspension.create({ data: row });
}

export async function saveFirstLift(
  tx: Tx,
  id: string,
  by: { personId: string; reason: string; now: Date },
): Promise<void> {
  await tx.suspension.update({
    where: { id },
    data: { firstLiftById: by.personId, firstLiftAt: by.now, liftReason: by.reason },
  });
}

export async function saveSecondLift(tx: Tx, id: string, by: { personId: string; now: Date }): Promise<void> {
  await tx.suspension.update({ where: { id }, data: { secondLiftById: by.personId, liftedAt: by.now } });
}
