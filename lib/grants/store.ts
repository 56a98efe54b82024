import type { ApplicationState } from "#lib/applications/application";
import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { LIVING } from "./grant";
import { type GrantState, type GrantTerms, readTerms } from "./terms";

/** Everything that a grant is compiled from, or null while there is no such decision. */
export async function findDecisionForGrant(tx: Tx, decisionId: string) {
  return tx.decision.findUnique({
    where: { id: decisionId },
    select: {
      id: true,
      outcome: true,
      digest: true,
      proposal: {
        select: {
          canonical: true,
          revision: {
            select: { id: true, canonical: true, screenings: { select: { id: true, result: true } } },
          },
        },
      },
      grant: { select: { id: true } },
      application: {
        select: {
          id: true,
          state: true,
          tier: true,
          packVersion: true,
          organisationId: true,
          _count: { select: { grants: true } },
        },
      },
    },
  });
}

export async function insertGrant(
  tx: Tx,
  grant: {
    id: string;
    tenantId: string;
    applicationId: string;
    decisionId: string;
    version: number;
    terms: GrantTerms;
    termsDigest: string;
    preconditions: readonly { id: string; kind: string }[];
  },
): Promise<void> {
  const { preconditions, terms, ...columns } = grant;
  await tx.grant.create({
    data: {
      ...columns,
      terms: terms as unknown as JsonObject,
      state: "provisioning" satisfies GrantState,
      expiresAt: new Date(terms.expiresAt),
      preconditions: { create: [...preconditions] },
    },
  });
}

/** Takes the grant's row lock: the gate's share lock waits for whoever holds it. */
export async function lockGrant(tx: Tx, grantId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Grant" WHERE id = ${grantId} FOR UPDATE`;
  const grant = await tx.grant.findUnique({
    where: { id: grantId },
    select: {
      id: true,
      tenantId: true,
      applicationId: true,
      decisionId: true,
      state: true,
      terms: true,
      expiresAt: true,
      preconditions: { select: { id: true, kind: true, satisfiedAt: true } },
      application: {
        select: { state: true, grants: { orderBy: { version: "desc" }, take: 1, select: { id: true } } },
      },
    },
  });
  if (grant === null) return null;
  const { application, ...columns } = grant;
  return {
    ...columns,
    /** No later version of the same case is there: what happens to it happens to the case. */
    isLatest: application.grants[0]?.id === grantId,
    state: grant.state as GrantState,
    terms: readTerms(grant.terms),
    applicationState: application.state as ApplicationState,
  };
}

export async function saveGrantState(
  tx: Tx,
  move: {
    eventId: string;
    grantId: string;
    from: GrantState;
    to: GrantState;
    actorId: string | null;
    reasonCode: string;
    note: string | null;
  },
): Promise<void> {
  const { count } = await tx.grant.updateMany({
    where: { id: move.grantId, state: move.from },
    data: { state: move.to },
  });
  if (count !== 1) throw new Error(`grant ${move.grantId} is no longer ${move.from}`);
  await tx.grantEvent.create({
    data: {
      id: move.eventId,
      grantId: move.grantId,
      fromState: move.from,
      toState: move.to,
      actorId: move.actorId,
      reasonCode: move.reasonCode,
      note: move.note,
    },
  });
}

export async function markPreconditionSatisfied(
  tx: Tx,
  preconditionId: string,
  by: { personId: string; note: string; fairnessRunId: string; now: Date },
): Promise<void> {
  const { personId, note, fairnessRunId, now } = by;
  await tx.grantPrecondition.update({
    where: { id: preconditionId, satisfiedAt: null },
    data: { satisfiedAt: now, satisfiedById: personId, note, fairnessRunId },
  });
}

/** Whether the last fairness run of a grant failed, so that nobody may let it go on. */
export async function hasFailedFairness(tx: Tx, grantId: string): Promise<boolean> {
  const last = await tx.fairnessRun.findFirst({
    where: { grantId },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    select: { verdict: true },
  });
  return last?.verdict === "fail";
}

/** Whether a finding against a grant, its case or its whole tenant has run out and nobody has closed it. */
export async function hasOverdueFinding(
  tx: Tx,
  { tenantId, applicationId }: { tenantId: string; applicationId: string },
): Promise<boolean> {
  const open = await tx.finding.findFirst({
    where: {
      tenantId,
      OR: [{ grantId: null }, { grant: { applicationId } }],
      steps: { some: { step: "restricted" } },
      closure: null,
    },
    select: { id: true },
  });
  return open !== null;
}

/** The grants of a case that nobody can use yet. */
export async function findProvisioningGrants(tx: Tx, applicationId: string): Promise<string[]> {
  const rows = await tx.grant.findMany({
    where: { applicationId, state: "provisioning" satisfies GrantState },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Grants whose term is over and that still count as live. */
export async function findLapsedGrants(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.grant.findMany({
    where: { state: { in: [...LIVING] }, expiresAt: { lte: now } },
    select: { id: true },
    take: 100,
  });
  return rows.map(({ id }) => id);
}

export async function findGrantsOfTenant(tx: Tx, tenantId: string) {
  const rows = await tx.grant.findMany({
    where: { tenantId },
    orderBy: { createdAt: "desc" },
    select: grantColumns,
  });
  return rows.map((row) => ({ ...row, state: row.state as GrantState, terms: readTerms(row.terms) }));
}

const grantColumns = {
  id: true,
  tenantId: true,
  applicationId: true,
  decisionId: true,
  version: true,
  state: true,
  terms: true,
  termsDigest: true,
  createdAt: true,
  expiresAt: true,
  application: { select: { reference: true, title: true, tier: true } },
  preconditions: { select: { id: true, kind: true, satisfiedAt: true } },
  events: {
    orderBy: { createdAt: "asc" },
    select: { toState: true, reasonCode: true, note: true, createdAt: true },
  },
} as const;

/** Whose case it is, and its living grant when it has one. */
export async function findGrantHead(tx: Tx, applicationId: string) {
  const row = await tx.application.findUnique({
    where: { id: applicationId },
    select: {
      organisationId: true,
      grants: {
        where: { state: { in: [...LIVING] } },
        orderBy: { version: "desc" },
        take: 1,
        select: { id: true, state: true, expiresAt: true },
      },
    },
  });
  return row === null ? null : { organisationId: row.organisationId, grant: row.grants[0] ?? null };
}
