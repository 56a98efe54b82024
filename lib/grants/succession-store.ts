import type { Tx } from "#lib/platform/db";
import { LIVING } from "./grant";

/** The case whose grant this one is to take the place of; null for all but amendments. */
export async function findPredecessor(tx: Tx, applicationId: string): Promise<string | null> {
  const row = await tx.grantSuccession.findUnique({
    where: { applicationId },
    select: { predecessorId: true },
  });
  return row?.predecessorId ?? null;
}

export async function insertSuccession(
  tx: Tx,
  row: { applicationId: string; predecessorId: string; grantId: string; openedById: string },
): Promise<void> {
  await tx.grantSuccession.create({ data: row, select: { applicationId: true } });
}

/** Cases that amend this one, with where they are. */
export async function findSuccessors(
  tx: Tx,
  predecessorId: string,
): Promise<{ id: string; reference: string; state: string }[]> {
  const rows = await tx.grantSuccession.findMany({
    where: { predecessorId },
    select: { applicationId: true },
  });
  return tx.application.findMany({
    where: { id: { in: rows.map(({ applicationId }) => applicationId) } },
    orderBy: { createdAt: "desc" },
    select: { id: true, reference: true, state: true },
  });
}

/** Grants of these cases that have not ended, but for one. */
export async function findOlderGrants(
  tx: Tx,
  of: { applicationIds: readonly string[]; except: string },
): Promise<string[]> {
  const rows = await tx.grant.findMany({
    where: {
      applicationId: { in: [...of.applicationIds] },
      id: { not: of.except },
      state: { in: [...LIVING] },
    },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Takes the keys that still work over to another grant; the database lets them go to their grant's successor alone. */
export async function moveKeys(tx: Tx, of: { from: string; to: string }): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "ApiKey" SET "grantId" = ${of.to}
    WHERE "grantId" = ${of.from} AND "revokedAt" IS NULL AND "expiresAt" > clock_timestamp()
    RETURNING id`;
  return rows.map(({ id }) => id);
}

/** What the applicant signed for a case, as text, to begin an amendment from. */
export async function findSignedText(
  tx: Tx,
  applicationId: string,
): Promise<{ title: string; canonical: string } | null> {
  const row = await tx.application.findUnique({
    where: { id: applicationId },
    select: { title: true, revision: { select: { canonical: true } } },
  });
  if (row === null || row.revision === null) return null;
  return { title: row.title, canonical: row.revision.canonical };
}
