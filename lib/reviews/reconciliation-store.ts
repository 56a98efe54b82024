import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

export type ReconciliationRow = {
  id: string;
  factorId: string;
  text: string;
  writtenById: string;
  createdAt: Date;
  /** Who stands by it: at first whoever wrote it. */
  agreedIds: readonly string[];
};

/** The last text on each factor of a revision; those before stay on record and hold no more. */
export async function findReconciliations(tx: Tx, revisionId: string): Promise<ReconciliationRow[]> {
  const rows = await tx.reconciliation.findMany({
    where: { revisionId },
    orderBy: [{ factorId: "asc" }, { createdAt: "desc" }, { id: "desc" }],
    distinct: ["factorId"],
    select: {
      id: true,
      factorId: true,
      text: true,
      writtenById: true,
      createdAt: true,
      agreements: { orderBy: { createdAt: "asc" }, select: { personId: true } },
    },
  });
  return rows.map(({ agreements, ...row }) => ({
    ...row,
    agreedIds: agreements.map(({ personId }) => personId),
  }));
}

/** Files a text; its author stands by it. */
export async function insertReconciliation(
  tx: Tx,
  row: {
    applicationId: string;
    revisionId: string;
    factorId: string;
    text: string;
    writtenById: string;
    createdAt: Date;
  },
): Promise<string> {
  const id = newId("rcn");
  await tx.reconciliation.create({ data: { id, ...row }, select: { id: true } });
  await insertAgreement(tx, { reconciliationId: id, personId: row.writtenById, createdAt: row.createdAt });
  return id;
}

export async function insertAgreement(
  tx: Tx,
  row: { reconciliationId: string; personId: string; createdAt: Date },
): Promise<void> {
  await tx.reconciliationAgreement.create({ data: row, select: { personId: true } });
}

/** Everyone who left a case: recused, or with a conflict declared while they held a lane. */
export async function findRecusedIds(tx: Tx, applicationId: string): Promise<string[]> {
  const rows = await tx.laneAssignment.findMany({
    where: { applicationId, recusedAt: { not: null } },
    select: { personId: true },
  });
  return rows.map(({ personId }) => personId);
}
