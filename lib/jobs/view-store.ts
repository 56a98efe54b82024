import type { Tx } from "#lib/platform/db";
import type { JobRequest } from "./gate-request";

export type JobRecord = {
  id: string;
  operation: string;
  purpose: string;
  request: JobRequest;
  state: string;
  decisionId: string;
  grantVersion: number;
  result: unknown;
  failureCode: string | null;
  failureDetail: string | null;
  failureReasons: string[];
  lead: { id: string; reviewersNeeded: number; collectionId: string } | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  expiresAt: Date;
};

/** The tenant stands in `where`: another's job is not found, whoever asks. */
export async function findJobOfTenant(
  tx: Tx,
  { jobId, tenantId }: { jobId: string; tenantId: string },
): Promise<JobRecord | null> {
  const row = await tx.job.findFirst({
    where: { id: jobId, tenantId },
    select: {
      id: true,
      operation: true,
      purpose: true,
      request: true,
      state: true,
      decisionId: true,
      grantVersion: true,
      result: true,
      failureCode: true,
      failureDetail: true,
      failureReasons: true,
      lead: { select: { id: true, reviewersNeeded: true, collectionId: true } },
      createdAt: true,
      startedAt: true,
      finishedAt: true,
      expiresAt: true,
    },
  });
  // Only `insertJob` writes the column, with this type.
  return row === null ? null : { ...row, request: row.request as JobRequest };
}

/** A job in a list: where it is, without what came of it. */
export type JobLine = Pick<
  JobRecord,
  | "id"
  | "operation"
  | "purpose"
  | "state"
  | "decisionId"
  | "grantVersion"
  | "createdAt"
  | "finishedAt"
  | "expiresAt"
>;

/** The tenant's jobs, the newest first. `states` and `operations`: of these alone; all of them where null. */
export async function listJobsOfTenant(
  tx: Tx,
  of: { tenantId: string; states: readonly string[] | null; operations: readonly string[] | null },
  { before, limit }: { before: string | undefined; limit: number },
): Promise<JobLine[]> {
  return tx.job.findMany({
    where: {
      tenantId: of.tenantId,
      ...(of.states === null ? {} : { state: { in: [...of.states] } }),
      ...(of.operations === null ? {} : { operation: { in: [...of.operations] } }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    select: {
      id: true,
      operation: true,
      purpose: true,
      state: true,
      decisionId: true,
      grantVersion: true,
      createdAt: true,
      finishedAt: true,
      expiresAt: true,
    },
    orderBy: { id: "desc" },
    take: limit,
  });
}

/** Of these jobs, those that are over. */
export async function findEnded(
  tx: Tx,
  jobIds: readonly string[],
  openStates: readonly string[],
): Promise<string[]> {
  const rows = await tx.job.findMany({
    where: { id: { in: [...jobIds] }, state: { notIn: [...openStates] } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
