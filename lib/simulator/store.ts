import { SCORING } from "#lib/applications/application";
import { LIVING } from "#lib/grants/grant";
import type { Tx } from "#lib/platform/db";
import type { Score } from "#lib/policy/quality";

/** A submitted application with its latest revision. */
export type CaseRow = {
  applicationId: string;
  revisionId: string;
  canonical: string;
  /** When its latest revision was screened last; null before the first screening. */
  screenedAt: Date | null;
  /** The latest finding; null when compliance has found nothing yet. */
  sanctions: string | null;
};

/** The next cases by id, so many at most. One round trip. */
export function findCases(tx: Tx, after: string, limit: number): Promise<CaseRow[]> {
  return tx.$queryRaw<CaseRow[]>`
    SELECT a.id AS "applicationId", r.id AS "revisionId", r.canonical,
      (SELECT max(s."createdAt") FROM "Screening" s WHERE s."revisionId" = r.id) AS "screenedAt",
      (SELECT f.value FROM "ApplicantFinding" f WHERE f."applicationId" = a.id AND f.kind = 'sanctions'
       ORDER BY f."createdAt" DESC, f.id DESC LIMIT 1) AS sanctions
    FROM "Application" a JOIN "ApplicationRevision" r ON r.id = a."revisionId"
    WHERE a.id > ${after} ORDER BY a.id LIMIT ${limit}`;
}

export type DocumentRow = {
  applicationId: string;
  kind: string;
  sha256: string;
  verifiedAt: Date | null;
  issuedOn: string | null;
  removedAt: Date | null;
};

/** Every document that was ever on file in these cases, in the order in which it came. */
export function findDocuments(tx: Tx, applicationIds: readonly string[]): Promise<DocumentRow[]> {
  return tx.evidence.findMany({
    where: { applicationId: { in: [...applicationIds] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      applicationId: true,
      kind: true,
      sha256: true,
      verifiedAt: true,
      issuedOn: true,
      removedAt: true,
    },
  });
}

/**
 * The scores of these revisions, of those alone whose scoring is over with every score locked: what is sealed stays
 * sealed, also as part of a sum.
 */
export function findLockedScores(
  tx: Tx,
  revisionIds: readonly string[],
): Promise<(Score & { revisionId: string })[]> {
  return tx.$queryRaw<(Score & { revisionId: string })[]>`
    SELECT s."revisionId", s."factorId", s.points FROM "FactorScore" s JOIN "Application" a ON a.id = s."applicationId"
    WHERE s."revisionId" = ANY (${[...revisionIds]}) AND s.points IS NOT NULL AND NOT a.state = ANY (${[...SCORING]})
      AND NOT EXISTS (SELECT 1 FROM "FactorScore" o WHERE o."revisionId" = s."revisionId" AND o."lockedAt" IS NULL)
    ORDER BY s."revisionId", s."factorId", s.lane, s.seat`;
}

/** Grants of these cases that have not ended, with how many of their keys live. */
export function findLivingGrants(
  tx: Tx,
  applicationIds: readonly string[],
): Promise<{ id: string; applicationId: string; keys: number }[]> {
  return tx.$queryRaw<{ id: string; applicationId: string; keys: number }[]>`
    SELECT g.id, g."applicationId", (SELECT count(*)::int FROM "ApiKey" k
      WHERE k."grantId" = g.id AND k."revokedAt" IS NULL AND k."expiresAt" > now()) AS keys
    FROM "Grant" g WHERE g."applicationId" = ANY (${[...applicationIds]})
      AND g.state = ANY (${[...LIVING]}) AND g."expiresAt" > now()
    ORDER BY g.id`;
}

/** When what is known of the law last changed, each time, in order. */
export async function findFactMoments(tx: Tx): Promise<Date[]> {
  const rows = await tx.legalFactConfirmation.findMany({
    orderBy: { confirmedAt: "asc" },
    select: { confirmedAt: true },
  });
  return rows.map(({ confirmedAt }) => confirmedAt);
}

export type CaseName = { id: string; reference: string; title: string; state: string; organisation: string };

/** What cases are called, by id. */
export async function findCaseNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, CaseName>> {
  const rows = await tx.application.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, reference: true, title: true, state: true, organisation: { select: { name: true } } },
  });
  return new Map(
    rows.map(({ organisation, ...row }) => [row.id, { ...row, organisation: organisation.name }]),
  );
}
