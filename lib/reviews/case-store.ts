import type { ApplicationState } from "#lib/applications/application";
import type { Lane } from "#lib/identity/roles";
import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { Prisma } from "#lib/platform/prisma/client";
import type { PartInCase } from "./eligibility";

/** A submitted case as reviewers meet it: its current revision and the last screening of that revision. */
export type CaseRow = {
  id: string;
  reference: string;
  title: string;
  state: ApplicationState;
  organisationId: string;
  organisationName: string;
  submittedAt: Date | null;
  dueAt: Date | null;
  revision: {
    id: string;
    number: number;
    digest: string;
    canonical: string;
    packVersion: string;
    createdAt: Date;
  };
  screening: {
    id: string;
    packVersion: string;
    outcome: string;
    tier: string;
    risk: number;
    result: JsonObject;
    createdAt: Date;
  };
};

const columns = {
  id: true,
  reference: true,
  title: true,
  state: true,
  organisationId: true,
  submittedAt: true,
  dueAt: true,
  organisation: { select: { name: true } },
  revision: {
    select: {
      id: true,
      number: true,
      digest: true,
      canonical: true,
      packVersion: true,
      createdAt: true,
      screenings: {
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: 1,
        omit: { revisionId: true, restsOn: true },
      },
    },
  },
} satisfies Prisma.ApplicationSelect;

/**
 * The case, its row locked until the transaction ends, so that scoring, proposing and signing take turns.
 *
 * @returns undefined when there is none, or none that was ever submitted
 */
export async function lockCase(tx: Tx, applicationId: string): Promise<CaseRow | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Application" WHERE id = ${applicationId} FOR UPDATE`;
  return findCase(tx, applicationId);
}

export async function findCase(tx: Tx, applicationId: string): Promise<CaseRow | undefined> {
  const row = await tx.application.findUnique({ where: { id: applicationId }, select: columns });
  if (row === null || row.revision === null) return undefined;
  const { organisation, revision, ...own } = row;
  const { screenings, ...frozen } = revision;
  const [screening] = screenings;
  if (screening === undefined) return undefined;
  return {
    ...own,
    // Written by the applications room alone, through its table of states.
    state: own.state as ApplicationState,
    organisationName: organisation.name,
    revision: frozen,
    screening: { ...screening, result: screening.result as JsonObject },
  };
}

/** What a person has to do with a case: every past part counts. One round trip. */
export async function findPart(
  tx: Tx,
  applicationId: string,
  personId: string,
): Promise<PartInCase & { hasSigned: boolean }> {
  const [row] = await tx.$queryRaw<PartRow[]>`
    SELECT
      EXISTS (SELECT 1 FROM "Membership" m JOIN "Application" a ON a."organisationId" = m."organisationId"
              WHERE a.id = ${applicationId} AND m."personId" = ${personId}) AS "isApplicantMember",
      guard_employed_by_applicant(${personId}, ${applicationId}) AS "isPastEmployee",
      (SELECT "hasConflict" FROM "ConflictDeclaration"
       WHERE "applicationId" = ${applicationId} AND "personId" = ${personId}) AS "hasConflict",
      EXISTS (SELECT 1 FROM "Evidence" WHERE "applicationId" = ${applicationId} AND ${personId} = ANY ("judgedByIds"))
      OR EXISTS (SELECT 1 FROM "ApplicantFinding"
                 WHERE "applicationId" = ${applicationId} AND "recordedById" = ${personId})
      OR EXISTS (SELECT 1 FROM "EmergencyLane"
                 WHERE "applicationId" = ${applicationId} AND "openedById" = ${personId})
      OR EXISTS (SELECT 1 FROM "AuthorityRecord"
                 WHERE "applicationId" = ${applicationId} AND "recordedById" = ${personId}) AS "didIntake",
      EXISTS (SELECT 1 FROM "FactorScore"
              WHERE "applicationId" = ${applicationId} AND "scorerId" = ${personId}) AS "hasScored",
      guard_recorded_fact_of(${personId}, ${applicationId}) AS "recordedFact",
      (SELECT lane FROM "LaneAssignment" WHERE "applicationId" = ${applicationId} AND "personId" = ${personId}
       AND "recusedAt" IS NULL LIMIT 1) AS lane,
      EXISTS (SELECT 1 FROM "LaneAssignment" WHERE "applicationId" = ${applicationId} AND "personId" = ${personId}
              AND "recusedAt" IS NOT NULL) AS recused,
      EXISTS (SELECT 1 FROM "Signature" s JOIN "DecisionProposal" p ON p.id = s."proposalId"
              WHERE p."applicationId" = ${applicationId} AND s."signerId" = ${personId}) AS "hasSigned"`;
  if (row === undefined) throw new Error("the database gave no answer");
  const { hasConflict, ...part } = row;
  if (hasConflict === null) return { ...part, conflict: "undeclared" };
  return { ...part, conflict: hasConflict ? "declared" : "none" };
}

type PartRow = Omit<PartInCase, "conflict" | "lane"> & {
  hasConflict: boolean | null;
  lane: Lane | null;
  hasSigned: boolean;
};

/** Replaces an earlier declaration of the same person; only the last one holds, all are in the ledger. */
export async function saveConflict(
  tx: Tx,
  declaration: { applicationId: string; personId: string; hasConflict: boolean; detail: string; now: Date },
): Promise<void> {
  const { applicationId, personId, hasConflict, detail, now } = declaration;
  await tx.conflictDeclaration.upsert({
    where: { applicationId_personId: { applicationId, personId } },
    create: { id: newId("cfl"), applicationId, personId, hasConflict, detail, createdAt: now },
    update: { hasConflict, detail, createdAt: now },
    select: { id: true },
  });
}

/** Names of staff, by id, for pages. */
export async function findNames(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.person.findMany({
    where: { id: { in: [...new Set(personIds)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How many of these people have declared a conflict in the case. */
export async function countConflictedScorers(
  tx: Tx,
  applicationId: string,
  personIds: readonly string[],
): Promise<number> {
  return tx.conflictDeclaration.count({
    where: { applicationId, hasConflict: true, personId: { in: [...personIds] } },
  });
}

/** The revision before this one, to show what changed. */
export async function findPreviousRevision(
  tx: Tx,
  applicationId: string,
  number: number,
): Promise<{ number: number; canonical: string } | null> {
  return tx.applicationRevision.findFirst({
    where: { applicationId, number: { lt: number } },
    orderBy: { number: "desc" },
    select: { number: true, canonical: true },
  });
}

/** The latest revision before this one on which anybody scored: what its scores still say is judged against it. */
export async function findScoredRevision(
  tx: Tx,
  applicationId: string,
  number: number,
): Promise<{ id: string; number: number; canonical: string; packVersion: string } | null> {
  return tx.applicationRevision.findFirst({
    where: { applicationId, number: { lt: number }, scores: { some: {} } },
    orderBy: { number: "desc" },
    select: { id: true, number: true, canonical: true, packVersion: true },
  });
}
