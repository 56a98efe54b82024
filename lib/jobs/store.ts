import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import type { JobRequest } from "./gate-request";
import type { InputRow } from "./input-store";
import type { JobState, Lane } from "./job";

export type JobRow = {
  id: string;
  tenantId: string;
  keyId: string;
  grantId: string;
  operation: string;
  purpose: string;
  request: JobRequest;
  state: string;
  lease: string | null;
  attempts: number;
  crashes: number;
  createdAt: Date;
  startedAt: Date | null;
};

export type NewJob = Pick<
  JobRow,
  "id" | "tenantId" | "keyId" | "grantId" | "operation" | "purpose" | "request"
> & {
  decisionId: string;
  grantVersion: number;
  expiresAt: Date;
};

/**
 * Writes a job with all that belongs to it, and tells the relay: one statement, because every call waits for it.
 *
 * @returns false, having written nothing, when the tenant has `openMax` jobs that are not over. Simultaneous calls do
 * not see each other and may overshoot by their number
 */
export async function insertJob(
  tx: Tx,
  job: NewJob,
  { inputs, lane, tenantSlots, openMax }: Placement,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ inserted: boolean }[]>`
    WITH job AS (
      INSERT INTO "Job" (id, "tenantId", "keyId", "grantId", "decisionId", "grantVersion", operation, purpose, request,
                         state, "failureReasons", "expiresAt")
      SELECT ${job.id}, ${job.tenantId}, ${job.keyId}, ${job.grantId}, ${job.decisionId}, ${job.grantVersion}::int,
             ${job.operation}, ${job.purpose}, ${JSON.stringify(job.request)}::jsonb, 'received', '{}',
             ${job.expiresAt}::timestamptz
      WHERE (SELECT count(*) FROM "JobOutbox" WHERE "tenantId" = ${job.tenantId}) < ${openMax}::int
      RETURNING id, "tenantId"
    ), inputs AS (
      INSERT INTO "JobInput" (id, "jobId", slot, "storageKey", sha256, bytes)
      SELECT i.id, job.id, i.slot, i."storageKey", i.sha256, i.bytes
      FROM job, json_to_recordset(${JSON.stringify(inputs)}::json)
        AS i(id text, slot text, "storageKey" text, sha256 text, bytes int)
    ), outbox AS (
      INSERT INTO "JobOutbox" ("jobId", "tenantId", lane, "tenantSlots")
      SELECT job.id, job."tenantId", ${lane}, ${tenantSlots}::int FROM job
    )
    SELECT EXISTS (SELECT 1 FROM job) AS inserted, pg_notify('countersign_outbox', '')::text`;
  return row?.inserted === true;
}

export type Placement = {
  inputs: readonly InputRow[];
  lane: Lane;
  /** Jobs of the tenant that may be with the workers at once, and that may be open at all. */
  tenantSlots: number;
  openMax: number;
};

/**
 * The job, with its row locked until the transaction ends: all that changes a job queues here.
 *
 * @returns null for an id that is none
 */
export async function lockJob(tx: Tx, jobId: string): Promise<JobRow | null> {
  const [row] = await tx.$queryRaw<JobRow[]>`
    SELECT id, "tenantId", "keyId", "grantId", operation, purpose, request, state, lease, attempts, crashes,
           "createdAt", "startedAt"
    FROM "Job" WHERE id = ${jobId} FOR UPDATE`;
  return row ?? null;
}

/**
 * Begins a claim: as above, for a job that is queued, with its pictures. Its commit is not worth a flush to disk: lost
 * in a crash, the job is queued again, and the claim's answer finds that it no longer holds the job.
 */
export async function lockQueuedJob(
  tx: Tx,
  jobId: string,
): Promise<{ job: JobRow; inputs: readonly InputRow[] } | null> {
  const [row] = await tx.$queryRaw<(JobRow & { inputs: InputRow[] })[]>`
    SELECT id, "tenantId", "keyId", "grantId", operation, purpose, request, state, lease, attempts, crashes,
           "createdAt", "startedAt", set_config('synchronous_commit', 'off', true),
           (SELECT COALESCE(json_agg(json_build_object('id', i.id, 'jobId', i."jobId", 'slot', i.slot,
              'storageKey', i."storageKey", 'sha256', i.sha256, 'bytes', i.bytes) ORDER BY i.slot), '[]'::json)
            FROM "JobInput" i WHERE i."jobId" = j.id AND i."deletedAt" IS NULL) AS inputs
    FROM "Job" j WHERE id = ${jobId} AND state = 'queued' FOR UPDATE OF j`;
  if (row === undefined) return null;
  const { inputs, ...job } = row;
  return { job, inputs };
}

/** What else changes when a job moves. */
export type JobChange = {
  lease?: string | null;
  leaseUntil?: Date | null;
  attempts?: number;
  crashes?: number;
  result?: JsonObject;
  failureCode?: string;
  failureDetail?: string;
  failureReasons?: string[];
  queuedAt?: Date;
  startedAt?: Date;
  finishedAt?: Date;
  expiresAt?: Date;
};

/**
 * Moves a job, once. State and lease in `where` are the guard: a worker that was frozen past its lease must find
 * that someone else has taken over.
 *
 * @returns false when the job is no longer where the caller read it
 */
export async function saveMove(
  tx: Tx,
  job: { id: string; state: string; lease: string | null },
  to: JobState,
  change: JobChange,
): Promise<boolean> {
  const { count } = await tx.job.updateMany({
    where: { id: job.id, state: job.state, lease: job.lease },
    data: { ...change, state: to },
  });
  return count === 1;
}

/**
 * Extends a claim by the database's clock.
 *
 * @returns false when the claim no longer holds the job
 */
export async function extendLease(
  tx: Tx,
  claim: { jobId: string; lease: string },
  leaseMs: number,
): Promise<boolean> {
  const extended = await tx.$executeRaw`
    UPDATE "Job" SET "leaseUntil" = clock_timestamp() + make_interval(secs => ${leaseMs / 1000})
    WHERE id = ${claim.jobId} AND lease = ${claim.lease} AND state = 'running'`;
  return extended === 1;
}

/** Claims whose worker has gone silent, oldest first. */
export async function findLapsedClaims(tx: Tx, limit: number): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Job" WHERE state = 'running' AND "leaseUntil" < clock_timestamp()
    ORDER BY "leaseUntil" LIMIT ${limit}`;
}

/** Whether the claim, read a moment ago as lapsed, still is. */
export async function isLapsed(tx: Tx, jobId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Job" WHERE id = ${jobId} AND state = 'running' AND "leaseUntil" < clock_timestamp()`;
  return rows.length === 1;
}

/** Which jobs a revocation, suspension or change concerns. */
export type JobScope = { keyId: string } | { tenantId: string } | { grantId: string };

export async function findJobsToRecheck(
  tx: Tx,
  scope: JobScope,
  states: readonly string[],
  page: { after: string; limit: number },
): Promise<{ id: string }[]> {
  return tx.job.findMany({
    where: { ...scope, state: { in: [...states] }, id: { gt: page.after } },
    orderBy: { id: "asc" },
    take: page.limit,
    select: { id: true },
  });
}

/** Answers whose time is over. */
export async function findOverdueAnswers(tx: Tx, limit: number): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Job" WHERE state IN ('released', 'review') AND "expiresAt" <= clock_timestamp()
    ORDER BY "expiresAt" LIMIT ${limit}`;
}

/** Takes the answer out: a column of its own call because Prisma tells "no change" and "null" apart only here. */
export async function eraseAnswer(tx: Tx, jobId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "Job" SET result = NULL WHERE id = ${jobId}`;
}
