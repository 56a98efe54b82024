import type { Tx } from "#lib/platform/db";

export type StoredFact = { fact: string; inForceFrom: Date; checklist: unknown };

/** Facts that one person recorded and another confirmed, in force at the latest at `before`. */
export async function findConfirmedFacts(tx: Tx, before: Date): Promise<StoredFact[]> {
  const rows = await tx.legalFact.findMany({
    where: { inForceFrom: { lte: before }, confirmedById: { not: null } },
    select: { fact: true, inForceFrom: true, checklist: true, recordedById: true, confirmedById: true },
    orderBy: { id: "asc" },
  });
  // Two people, whatever way the row got here: who recorded a fact cannot confirm it.
  return rows.filter((row) => row.confirmedById !== row.recordedById);
}
