import type { Tx } from "#lib/platform/db";

export type EvidenceRow = {
  id: string;
  applicationId: string;
  organisationId: string;
  kind: string;
  fileName: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  storageKey: string;
  scan: string;
  uploadedById: string;
  createdAt: Date;
  verifiedAt: Date | null;
  judgedByIds: string[];
  /** `2026-11-20`, as the desk read it off the document. */
  issuedOn: string | null;
  removedAt: Date | null;
  replacesId: string | null;
};

export async function insertEvidence(
  tx: Tx,
  evidence: Omit<EvidenceRow, "createdAt" | "verifiedAt" | "judgedByIds" | "issuedOn" | "removedAt">,
): Promise<void> {
  await tx.evidence.create({ data: evidence, select: { id: true } });
}

export async function findEvidence(tx: Tx, id: string): Promise<EvidenceRow | undefined> {
  return (await tx.evidence.findUnique({ where: { id } })) ?? undefined;
}

/** What is on file, in the order in which it came; what was taken out is not. */
export async function findFiledEvidence(tx: Tx, applicationId: string): Promise<EvidenceRow[]> {
  return tx.evidence.findMany({
    where: { applicationId, removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/** Documents of the organisation's other applications that are on file there, the latest first. */
export async function findLibrary(
  tx: Tx,
  organisationId: string,
  exceptApplicationId: string,
): Promise<(EvidenceRow & { applicationReference: string })[]> {
  const rows = await tx.evidence.findMany({
    where: { organisationId, removedAt: null, applicationId: { not: exceptApplicationId } },
    include: { application: { select: { reference: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LIBRARY_MAX,
  });
  return rows.map(({ application, ...row }) => ({ ...row, applicationReference: application.reference }));
}

const LIBRARY_MAX = 500;

/** Versions whose place documents on file took, the latest first. */
export async function findReplaced(tx: Tx, applicationId: string): Promise<EvidenceRow[]> {
  return tx.evidence.findMany({
    where: { applicationId, replacedBy: { isNot: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
}

/** Everything that was ever put on file, also what was taken out since: an earlier revision may rest on it. */
export async function findEvidenceEver(tx: Tx, applicationId: string): Promise<EvidenceRow[]> {
  return tx.evidence.findMany({ where: { applicationId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
}

/** Puts documents back that were taken out. */
export async function markRestored(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.evidence.updateMany({ where: { id: { in: [...ids] } }, data: { removedAt: null } });
}

/** SHA-256 of everything on file, sorted, so that a record of it does not depend on order. */
export async function findFiledDigests(tx: Tx, applicationId: string): Promise<string[]> {
  const rows = await tx.evidence.findMany({
    where: { applicationId, removedAt: null },
    select: { sha256: true },
    orderBy: { sha256: "asc" },
  });
  return rows.map(({ sha256 }) => sha256);
}

/** Takes a document out of the file; its bytes and its row stay. @returns false when it was out already */
export async function markRemoved(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.evidence.updateMany({ where: { id, removedAt: null }, data: { removedAt: at } });
  return count === 1;
}

/**
 * Keeps whether a document was last found in order, and everyone who ever judged it: whoever did may not sign the
 * decision, and a colleague's later judgement does not change that.
 *
 * @param by.at null when they did not find it in order
 * @param by.issuedOn the day that the document bears, null for what bears none
 */
export async function markJudged(
  tx: Tx,
  id: string,
  by: { personId: string; at: Date | null; issuedOn: string | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Evidence" SET "verifiedAt" = ${by.at}::timestamptz, "issuedOn" = ${by.issuedOn},
      "judgedByIds" = CASE WHEN ${by.personId} = ANY ("judgedByIds") THEN "judgedByIds"
                           ELSE array_append("judgedByIds", ${by.personId}) END
    WHERE id = ${id} AND "removedAt" IS NULL`;
}
