import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

export type Finding = { kind: string; value: string; note: string; createdAt: Date };

/** Adds a finding; earlier ones stay, and the latest of a kind counts. */
export async function insertFinding(
  tx: Tx,
  finding: { applicationId: string; kind: string; value: string; note: string; recordedById: string },
): Promise<string> {
  const id = newId("fnd");
  await tx.applicantFinding.create({ data: { id, ...finding }, select: { id: true } });
  return id;
}

/** @returns the latest value of this kind, undefined when nothing was recorded */
export async function findLatestFinding(
  tx: Tx,
  applicationId: string,
  kind: string,
): Promise<string | undefined> {
  const row = await tx.applicantFinding.findFirst({
    where: { applicationId, kind },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { value: true },
  });
  return row?.value;
}

export async function findFindings(tx: Tx, applicationId: string): Promise<Finding[]> {
  return tx.applicantFinding.findMany({
    where: { applicationId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { kind: true, value: true, note: true, createdAt: true },
  });
}
