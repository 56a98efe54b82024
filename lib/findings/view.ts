import { type Actor, hasStaffRole, memberRole, requireMember, requireStaffRole } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type ClosingOutcome, type Severity, type Source, STEPS, type Step, stepAt } from "./finding";
import {
  type FindingRow,
  findFinding,
  findFindings,
  findGrantsToFind,
  findNames,
  findTenant,
} from "./finding-store";

/** Who may see what was found against whom. */
export const FINDING_READERS: readonly StaffRole[] = [
  "operator",
  "compliance",
  "compliance_officer",
  "auditor",
];

/** A finding, as the tenant that it is about may read it too. */
export type FindingLine = {
  id: string;
  tenantId: string;
  tenant: string;
  /** Of the case whose grants it is about; null for all of the tenant's. */
  reference: string | null;
  severity: Severity;
  source: Source;
  found: string;
  recordedAt: Date;
  dueAt: Date;
  /** The last step of its clock. */
  lastStep: Step | null;
  /** What comes next, and when; null once it is closed or all was done. */
  next: { step: Step; at: Date } | null;
  answers: readonly { id: string; mended: string; at: Date }[];
  closed: { outcome: ClosingOutcome; at: Date; reason: string } | null;
};

export type FindingPage = FindingLine & {
  grantId: string | null;
  evidence: string;
  recordedBy: string;
  closedBy: string | null;
  answeredBy: Readonly<Record<string, string>>;
  steps: readonly { step: Step; at: Date }[];
  mayClose: boolean;
  /** They recorded it, and so cannot close it. */
  isRecorder: boolean;
};

/** Every finding: open ones by when they are due, then closed ones. @throws AppError `forbidden` for other roles */
export async function findingsDesk(actor: Actor): Promise<FindingLine[]> {
  requireStaffRole(actor, ...FINDING_READERS);
  return read(async (tx) => (await findFindings(tx)).map(lineOf));
}

/** One finding with its evidence and who did what. @throws AppError `forbidden` for other roles; `not_found` */
export async function findingPage(actor: Actor, findingId: string): Promise<FindingPage> {
  requireStaffRole(actor, ...FINDING_READERS);
  return read(async (tx) => {
    const row = await findFinding(tx, findingId);
    if (row === null) throw new AppError("not_found");
    const { closure, recordedById, tenantId } = row;
    const answerers = row.answers.map(({ answeredById }) => answeredById);
    const names = await findNames(tx, [recordedById, closure?.closedById ?? "", ...answerers]);
    const nameOf = (personId: string) => names.get(personId) ?? personId;
    const isRecorder = recordedById === actor.personId;
    const isOnDuty =
      hasStaffRole(actor, "operator", "compliance_officer") && memberRole(actor, tenantId) === undefined;
    return {
      ...lineOf(row),
      grantId: row.grantId,
      evidence: row.evidence,
      recordedBy: nameOf(recordedById),
      closedBy: closure === null ? null : nameOf(closure.closedById),
      answeredBy: Object.fromEntries(row.answers.map(({ id, answeredById }) => [id, nameOf(answeredById)])),
      steps: stepsOf(row),
      mayClose: isOnDuty && closure === null && !isRecorder,
      isRecorder,
    };
  });
}

/** What a finding can be recorded against. @throws AppError `forbidden`; `not_found` */
export async function findingSubject(actor: Actor, tenantId: string) {
  requireStaffRole(actor, "operator", "compliance_officer");
  return read(async (tx) => {
    const tenant = await findTenant(tx, tenantId);
    if (tenant === null) throw new AppError("not_found");
    const grants = await findGrantsToFind(tx, tenantId);
    return {
      ...tenant,
      grants: grants.map(({ id, version, state, application }) => ({
        id,
        version,
        state,
        reference: application.reference,
      })),
    };
  });
}

/** A tenant's own findings, for its people. @throws AppError `not_found` for anyone else */
export async function findingsOfTenant(
  actor: Actor,
  organisationId: string,
): Promise<{ findings: FindingLine[]; mayAnswer: boolean }> {
  requireMember(actor, organisationId);
  const role = memberRole(actor, organisationId);
  return read(async (tx) => ({
    findings: (await findFindings(tx, { tenantId: organisationId })).map(lineOf),
    mayAnswer: role === "admin" || role === "signatory",
  }));
}

function stepsOf({ steps }: FindingRow): { step: Step; at: Date }[] {
  const at = new Map(steps.map(({ step, takenAt }) => [step, takenAt]));
  return STEPS.flatMap((step) => {
    const taken = at.get(step);
    return taken === undefined ? [] : [{ step, at: taken }];
  });
}

function lineOf(row: FindingRow): FindingLine {
  const { closure } = row;
  const steps = stepsOf(row);
  const next = STEPS.find((step) => step !== "due_soon" && !steps.some((taken) => taken.step === step));
  return {
    id: row.id,
    tenantId: row.tenantId,
    tenant: row.tenant.name,
    reference: row.grant?.application.reference ?? null,
    severity: row.severity as Severity,
    source: row.source as Source,
    found: row.found,
    recordedAt: row.recordedAt,
    dueAt: row.dueAt,
    lastStep: steps.filter(({ step }) => step !== "due_soon").at(-1)?.step ?? null,
    next: closure !== null || next === undefined ? null : { step: next, at: stepAt(next, row) },
    answers: row.answers.map(({ id, mended, answeredAt }) => ({ id, mended, at: answeredAt })),
    closed:
      closure === null
        ? null
        : { outcome: closure.outcome as ClosingOutcome, at: closure.closedAt, reason: closure.reason },
  };
}
