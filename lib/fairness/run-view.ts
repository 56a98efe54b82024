import { FAIRNESS_RUN_PASSED } from "#lib/grants/grant";
import { type Actor, hasStaffRole, requireStaffRole } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Verdict } from "./compare-groups";
import type { FairnessReport } from "./report";
import { findLastRunId, findRun, findRuns, findWaitingGrants } from "./run-store";

/** Who may see what was measured for whom. */
export const FAIRNESS_READERS: readonly StaffRole[] = [
  "fairness",
  "operator",
  "compliance_officer",
  "auditor",
];

type Found = NonNullable<Awaited<ReturnType<typeof findRun>>>;

/** A run in a list. */
export type RunLine = {
  id: string;
  grantId: string;
  tenant: string;
  reference: string;
  verdict: Verdict;
  modelId: string;
  threshold: number;
  pictures: number;
  groups: number;
  recordedAt: Date;
  /** By when a passed one must follow; null unless it failed. */
  mitigateBy: Date | null;
};

export type WaitingGrant = { id: string; tenant: string; reference: string; since: Date };

/** Whose first key waits for a run, and what was measured so far, the newest first. */
export async function fairnessDesk(actor: Actor): Promise<{ waiting: WaitingGrant[]; runs: RunLine[] }> {
  requireStaffRole(actor, ...FAIRNESS_READERS);
  return read(async (tx) => {
    const waiting = await findWaitingGrants(tx, FAIRNESS_RUN_PASSED);
    return {
      waiting: waiting.map(({ id, tenant, application, createdAt }) => ({
        id,
        tenant: tenant.name,
        reference: application.reference,
        since: createdAt,
      })),
      runs: (await findRuns(tx)).map(lineOf),
    };
  });
}

export type RunPage = RunLine & {
  tenantId: string;
  packVersion: string;
  setDigest: string;
  report: FairnessReport;
  isLast: boolean;
  /** The grant went live on this run. */
  isAccepted: boolean;
  mayAccept: boolean;
};

/**
 * One run with all that it measured.
 *
 * @throws AppError `forbidden` for other roles; `not_found`
 */
export async function fairnessRun(actor: Actor, runId: string): Promise<RunPage> {
  requireStaffRole(actor, ...FAIRNESS_READERS);
  return read(async (tx) => {
    const run = await findRun(tx, runId);
    if (run === null) throw new AppError("not_found");
    const { grant, packVersion, setDigest } = run;
    const isLast = (await findLastRunId(tx, run.grantId)) === runId;
    const asked = grant.preconditions.find(({ kind }) => kind === FAIRNESS_RUN_PASSED);
    const isWaiting = grant.state === "provisioning" && asked?.satisfiedAt === null;
    return {
      ...lineOf(run),
      tenantId: grant.tenant.id,
      packVersion,
      setDigest,
      report: reportOf(run),
      isLast,
      isAccepted: asked?.fairnessRunId === runId,
      mayAccept: isWaiting && isLast && run.verdict === "pass" && hasStaffRole(actor, "compliance_officer"),
    };
  });
}

function lineOf(run: Found): RunLine {
  const { id, grantId, modelId, threshold, pictures, recordedAt, mitigateBy, grant } = run;
  return {
    id,
    grantId,
    tenant: grant.tenant.name,
    reference: grant.application.reference,
    verdict: run.verdict as Verdict,
    modelId,
    threshold,
    pictures,
    groups: reportOf(run).groups.length,
    recordedAt,
    mitigateBy,
  };
}

// Written by `recordRun` alone, and never changed (trigger).
function reportOf({ report }: Pick<Found, "report">): FairnessReport {
  return report as unknown as FairnessReport;
}
