import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

export type RevisionRow = {
  id: string;
  applicationId: string;
  number: number;
  /** RFC 8785 canonical JSON of the application as data. */
  canonical: string;
  /** SHA-256 of `canonical`, hex. */
  digest: string;
  packVersion: string;
  attestedById: string;
  attestedName: string;
  createdAt: Date;
};

/** Freezes the next revision of an application and makes it the current one; never updated afterwards. */
export async function freezeRevision(
  tx: Tx,
  revision: Omit<RevisionRow, "id" | "number" | "createdAt">,
): Promise<{ id: string; number: number }> {
  const id = newId("rev");
  const { applicationId } = revision;
  const last = await tx.applicationRevision.aggregate({ where: { applicationId }, _max: { number: true } });
  const number = (last._max.number ?? 0) + 1;
  await tx.applicationRevision.create({ data: { id, number, ...revision }, select: { id: true } });
  return { id, number };
}

export async function findRevision(tx: Tx, id: string): Promise<RevisionRow | undefined> {
  return (await tx.applicationRevision.findUnique({ where: { id } })) ?? undefined;
}

/**
 * The country whose public holidays count for a case: where the applicant is established, by its current revision.
 *
 * @returns ISO 3166-1 alpha-2, or null before the first submission
 */
export async function findCaseCountry(tx: Tx, revisionId: string | null): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ country: string | null }[]>`
    SELECT canonical::jsonb#>>'{organisation,country}' AS country
    FROM "ApplicationRevision" WHERE id = ${revisionId}`;
  return row?.country ?? null;
}

/** Makes a revision the one that the case is about. */
export async function writeSubmitted(
  tx: Tx,
  applicationId: string,
  submitted: { revisionId: string; packVersion: string; submittedAt: Date },
): Promise<void> {
  await tx.application.update({ where: { id: applicationId }, data: submitted, select: { id: true } });
}

/** What a screening says about the case; no due date while nobody of ours has to act. */
export async function writeScreened(
  tx: Tx,
  applicationId: string,
  screened: { tier: string; track: string; dueAt: Date | null },
): Promise<void> {
  await tx.application.update({ where: { id: applicationId }, data: screened, select: { id: true } });
}
