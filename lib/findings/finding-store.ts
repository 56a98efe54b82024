import { LIVING } from "#lib/grants/grant";
import type { Tx } from "#lib/platform/db";
import type { ClosingOutcome, Severity, Source, Step } from "./finding";

const ROWS_MAX = 300;
const CLOSABLE_GRANTS = ["provisioning", ...LIVING];

const ANSWERED = [{ answeredAt: "asc" as const }, { id: "asc" as const }];

const FINDING = {
  id: true,
  tenantId: true,
  grantId: true,
  severity: true,
  source: true,
  found: true,
  evidence: true,
  recordedById: true,
  recordedAt: true,
  dueAt: true,
  tenant: { select: { name: true } },
  grant: { select: { applicationId: true, application: { select: { reference: true } } } },
  steps: { select: { step: true, takenAt: true } },
  answers: {
    orderBy: ANSWERED,
    select: { id: true, mended: true, answeredById: true, answeredAt: true },
  },
  closure: { select: { outcome: true, reason: true, closedById: true, closedAt: true } },
} as const;

export type FindingRow = NonNullable<Awaited<ReturnType<typeof findFinding>>>;

export function insertFinding(
  tx: Tx,
  finding: {
    id: string;
    tenantId: string;
    grantId: string | null;
    severity: Severity;
    source: Source;
    found: string;
    evidence: string;
    recordedById: string;
    recordedAt: Date;
    dueAt: Date;
  },
) {
  return tx.finding.create({ data: finding, select: { id: true } });
}

export function findFinding(tx: Tx, findingId: string) {
  return tx.finding.findUnique({ where: { id: findingId }, select: FINDING });
}

/** Holds the finding: closing it, answering it and its clock come one after the other. */
export async function lockFinding(tx: Tx, findingId: string): Promise<FindingRow | null> {
  await tx.$queryRaw`SELECT 1 FROM "Finding" WHERE id = ${findingId} FOR UPDATE`;
  return findFinding(tx, findingId);
}

/** Open ones first by when they are due, then the closed ones, the newest first; at most 300 of each. */
export async function findFindings(tx: Tx, { tenantId }: { tenantId?: string } = {}): Promise<FindingRow[]> {
  const of = tenantId === undefined ? {} : { tenantId };
  const open = await tx.finding.findMany({
    where: { ...of, closure: null },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: ROWS_MAX,
    select: FINDING,
  });
  const closed = await tx.finding.findMany({
    where: { ...of, closure: { isNot: null } },
    orderBy: { closure: { closedAt: "desc" } },
    take: ROWS_MAX,
    select: FINDING,
  });
  return [...open, ...closed];
}

/** Every open finding, for its clock. */
export function findOpenFindings(tx: Tx) {
  return tx.finding.findMany({
    where: { closure: null },
    orderBy: { dueAt: "asc" },
    select: { id: true, recordedAt: true, dueAt: true },
  });
}

/** The grants of a tenant that have not ended, with what they are called. */
export function findGrantsToFind(tx: Tx, tenantId: string) {
  return tx.grant.findMany({
    where: { tenantId, state: { in: CLOSABLE_GRANTS } },
    orderBy: { createdAt: "asc" },
    select: { id: true, version: true, state: true, application: { select: { reference: true } } },
  });
}

export function findTenant(tx: Tx, tenantId: string) {
  return tx.organisation.findUnique({ where: { id: tenantId }, select: { id: true, name: true } });
}

/** Live grants that a finding is about: all of the tenant's, or every version of one case. */
export async function findStoppableGrants(
  tx: Tx,
  { tenantId, applicationId }: { tenantId: string; applicationId: string | null },
): Promise<string[]> {
  const rows = await tx.grant.findMany({
    where: {
      tenantId,
      state: { in: ["active", "restricted"] },
      ...(applicationId === null ? {} : { applicationId }),
    },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

export function insertAnswer(
  tx: Tx,
  answer: { id: string; findingId: string; mended: string; answeredById: string; answeredAt: Date },
) {
  return tx.findingAnswer.create({ data: answer, select: { id: true } });
}

export function insertStep(tx: Tx, step: { findingId: string; step: Step; takenAt: Date }) {
  return tx.findingStep.create({ data: step, select: { findingId: true } });
}

export function insertClosure(
  tx: Tx,
  closure: {
    findingId: string;
    outcome: ClosingOutcome;
    reason: string;
    closedById: string;
    closedAt: Date;
  },
) {
  return tx.findingClosure.create({ data: closure, select: { findingId: true } });
}

export async function findNames(tx: Tx, personIds: readonly string[]): Promise<Map<string, string>> {
  const people = await tx.person.findMany({
    where: { id: { in: [...personIds] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}
