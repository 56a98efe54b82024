import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

export type AuthorityRow = {
  id: string;
  decisionId: string;
  kind: string;
  issuer: string;
  reference: string;
  /** `2027-06-30`, or null for one without an end. */
  validUntil: string | null;
  evidenceId: string;
  recordedById: string;
  recordedAt: Date;
};

/** What is on record of a case, in the order in which it was recorded. */
export async function findAuthorities(tx: Tx, applicationId: string): Promise<AuthorityRow[]> {
  return tx.authorityRecord.findMany({
    where: { applicationId },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    omit: { applicationId: true },
  });
}

export async function insertAuthority(
  tx: Tx,
  row: Omit<AuthorityRow, "id" | "recordedAt"> & { applicationId: string },
): Promise<string> {
  const id = newId("ath");
  await tx.authorityRecord.create({ data: { id, ...row }, select: { id: true } });
  return id;
}

/** The last decision that deferred a case; null for one that never was. */
export async function findDeferral(
  tx: Tx,
  applicationId: string,
): Promise<{ id: string; decidedAt: Date; reasons: string } | null> {
  const row = await tx.decision.findFirst({
    where: { applicationId, outcome: "defer" },
    orderBy: { decidedAt: "desc" },
    select: { id: true, decidedAt: true, proposal: { select: { reasons: true } } },
  });
  return row === null ? null : { id: row.id, decidedAt: row.decidedAt, reasons: row.proposal.reasons };
}

/** Whether a case was deferred and nothing has been recorded since. */
export async function isAuthorityAwaited(tx: Tx, applicationId: string): Promise<boolean> {
  const deferral = await findDeferral(tx, applicationId);
  if (deferral === null) return false;
  const since = await tx.authorityRecord.count({
    where: { applicationId, recordedAt: { gt: deferral.decidedAt } },
  });
  return since === 0;
}

export type AuthorityDocument = { id: string; kind: string; fileName: string; isInOrder: boolean };

/** Documents of a case on file, and whether the desk found each in order. */
export async function findDocuments(tx: Tx, applicationId: string): Promise<AuthorityDocument[]> {
  const rows = await tx.evidence.findMany({
    where: { applicationId, removedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, kind: true, fileName: true, verifiedAt: true },
  });
  return rows.map(({ verifiedAt, ...row }) => ({ ...row, isInOrder: verifiedAt !== null }));
}
