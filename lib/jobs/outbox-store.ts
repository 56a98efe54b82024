import type { Tx } from "#lib/platform/db";
import type { Lane } from "./job";
import type { JobRow } from "./store";

/** Held by the one relay that fills the queue at a time. */
const RELAY_LOCK = 7_300_010;

/** Takes a job that is over off the backlog, and tells whoever waits for it. */
export async function closeOutbox(tx: Tx, jobId: string): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (DELETE FROM "JobOutbox" WHERE "jobId" = ${jobId})
    SELECT pg_notify('countersign_job', ${jobId})`;
}

export type LaneLoad = { lane: Lane; waiting: number; dispatched: number };

/**
 * Begins a relay's turn. Its commit is not worth a flush to disk: lost in a crash, the same jobs are handed over
 * again, and a job is claimed once however often that happens.
 *
 * @returns null when another relay is at work; the lock ends with the transaction
 */
export async function beginRelay(tx: Tx): Promise<LaneLoad[] | null> {
  const [row] = await tx.$queryRaw<{ held: boolean; loads: LaneLoad[] }[]>`
    SELECT pg_try_advisory_xact_lock(${RELAY_LOCK}::bigint) AS held, set_config('synchronous_commit', 'off', true),
           COALESCE((SELECT json_agg(l) FROM (
             SELECT lane, count(*) FILTER (WHERE "dispatchedAt" IS NULL) AS waiting,
                    count(*) FILTER (WHERE "dispatchedAt" IS NOT NULL) AS dispatched
             FROM "JobOutbox" GROUP BY lane) l), '[]'::json) AS loads`;
  return row?.held === true ? row.loads : null;
}

/**
 * The next jobs to hand over, round-robin over tenants: everyone's first before anyone's second, counting what a
 * tenant already has with the workers, and never more than its grant's jobs at once.
 *
 * @returns them with their rows locked; one that is being changed at this moment is left for the next turn
 */
export async function pickFairly(tx: Tx, lane: Lane, limit: number): Promise<(JobRow & { now: Date })[]> {
  return tx.$queryRaw<(JobRow & { now: Date })[]>`
    WITH busy AS (
      SELECT "tenantId", count(*) AS jobs FROM "JobOutbox" WHERE "dispatchedAt" IS NOT NULL GROUP BY "tenantId"
    ), waiting AS (
      SELECT o."jobId", o."createdAt", o."tenantSlots",
             COALESCE(b.jobs, 0) + row_number() OVER (PARTITION BY o."tenantId" ORDER BY o."createdAt", o."jobId") AS turn
      FROM "JobOutbox" o LEFT JOIN busy b ON b."tenantId" = o."tenantId"
      WHERE o.lane = ${lane} AND o."dispatchedAt" IS NULL
    ), picked AS (
      SELECT "jobId", turn, "createdAt" AS since FROM waiting WHERE turn <= "tenantSlots"
      ORDER BY turn, since, "jobId" LIMIT ${limit}
    )
    SELECT j.id, j."tenantId", j."keyId", j."grantId", j.operation, j.purpose, j.request, j.state, j.lease, j.attempts,
           j.crashes, j."createdAt", j."startedAt", clock_timestamp() AS now
    FROM picked p JOIN "Job" j ON j.id = p."jobId"
    WHERE j.state IN ('received', 'queued')
    ORDER BY p.turn, p.since, j.id FOR UPDATE OF j SKIP LOCKED`;
}

export async function markDispatched(tx: Tx, jobIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "JobOutbox" SET "dispatchedAt" = clock_timestamp() WHERE "jobId" = ANY (${[...jobIds]})`;
}

/** Puts jobs back in line, in their old place: the hand-over failed, or the worker that had them is gone. */
export async function markWaiting(tx: Tx, jobIds: readonly string[]): Promise<void> {
  await tx.jobOutbox.updateMany({ where: { jobId: { in: [...jobIds] } }, data: { dispatchedAt: null } });
}

export type Unclaimed = { jobId: string; lane: Lane; attempts: number };

/** Jobs that were handed over a while ago and that nobody has claimed: the queue may have lost them. */
export async function findUnclaimed(tx: Tx, olderThanMs: number, limit: number): Promise<Unclaimed[]> {
  return tx.$queryRaw<Unclaimed[]>`
    SELECT o."jobId", o.lane, j.attempts FROM "JobOutbox" o JOIN "Job" j ON j.id = o."jobId"
    WHERE j.state = 'queued' AND o."dispatchedAt" < clock_timestamp() - make_interval(secs => ${olderThanMs / 1000})
    ORDER BY o."dispatchedAt" LIMIT ${limit}`;
}
