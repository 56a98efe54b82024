import type { Tx } from "#lib/platform/db";

export async function insertSwitch(
  tx: Tx,
  row: { id: string; scope: string; value: string; reason: string; setById: string },
): Promise<void> {
  await tx.killSwitch.create({ data: row });
}

export async function findSwitch(tx: Tx, id: string) {
  return tx.killSwitch.findUnique({ where: { id } });
}

export async function findThrownSwitches(tx: Tx) {
  return tx.killSwitch.findMany({ where: { liftedAt: null }, orderBy: { createdAt: "desc" } });
}

export async function saveFirstSwitchLift(
  tx: Tx,
  id: string,
  by: { personId: string; now: Date },
): Promise<void> {
  await tx.killSwitch.update({ where: { id }, data: { firstLiftById: by.personId, firstLiftAt: by.now } });
}

export async function saveSecondSwitchLift(
  tx: Tx,
  id: string,
  by: { personId: string; now: Date },
): Promise<void> {
  await tx.killSwitch.update({ where: { id }, data: { secondLiftById: by.personId, liftedAt: by.now } });
}
