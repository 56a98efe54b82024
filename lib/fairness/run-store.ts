import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import type { Verdict } from "./compare-groups";
import type { FairnessReport } from "./report";

/** As its verb has checked it; the database checks again that model and threshold are the grant's. */
type NewRun = {
  id: string;
  grantId: string;
  modelId: string;
  threshold: number;
  packVersion: string;
  setDigest: string;
  pictures: number;
  verdict: Verdict;
  report: FairnessReport;
  mitigateBy: Date | null;
  recordedAt: Date;
};

const NEWEST_FIRST = [{ recordedAt: "desc" as const }, { id: "desc" as const }];
const ROWS_MAX = 200;

const RUN = {
  id: true,
  grantId: true,
  modelId: true,
  threshold: true,
  packVersion: true,
  setDigest: true,
  pictures: true,
  verdict: true,
  report: true,
  mitigateBy: true,
  recordedAt: true,
} as const;

const OF_GRANT = {
  state: true,
  version: true,
  tenant: { select: { id: true, name: true } },
  application: { select: { id: true, reference: true } },
  preconditions: { select: { kind: true, satisfiedAt: true, fairnessRunId: true } },
} as const;

export async function insertRun(tx: Tx, { report, ...columns }: NewRun): Promise<void> {
  await tx.fairnessRun.create({ data: { ...columns, report: report as unknown as JsonObject } });
}

/** The pack that judges a case, and what it is called. */
export function findCase(tx: Tx, applicationId: string) {
  return tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    select: { reference: true, packVersion: true },
  });
}

export function findRun(tx: Tx, runId: string) {
  return tx.fairnessRun.findUnique({
    where: { id: runId },
    select: { ...RUN, grant: { select: OF_GRANT } },
  });
}

export async function findLastRunId(tx: Tx, grantId: string): Promise<string | null> {
  const last = await tx.fairnessRun.findFirst({
    where: { grantId },
    orderBy: NEWEST_FIRST,
    select: { id: true },
  });
  return last?.id ?? null;
}

/** The newest first, at most 200. */
export function findRuns(tx: Tx) {
  return tx.fairnessRun.findMany({
    orderBy: NEWEST_FIRST,
    take: ROWS_MAX,
    select: { ...RUN, grant: { select: OF_GRANT } },
  });
}

/** Grants whose first key waits for a run, the oldest first. */
export function findWaitingGrants(tx: Tx, kind: string) {
  return tx.grant.findMany({
    where: { state: "provisioning", preconditions: { some: { kind, satisfiedAt: null } } },
    orderBy: { createdAt: "asc" },
    take: ROWS_MAX,
    select: { id: true, createdAt: true, ...OF_GRANT },
  });
}

/** Failed runs that nothing followed, whose time is over, and whose grant is still only restricted. */
export async function findOverdueRuns(tx: Tx, now: Date): Promise<{ id: string; grantId: string }[]> {
  const failed = await tx.fairnessRun.findMany({
    where: { mitigateBy: { lte: now }, grant: { state: "restricted" } },
    orderBy: NEWEST_FIRST,
    select: { id: true, grantId: true },
  });
  const last = await Promise.all(failed.map(({ grantId }) => findLastRunId(tx, grantId)));
  return failed.filter(({ id }, at) => last[at] === id);
}
