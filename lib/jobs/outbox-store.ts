import type { Tx } from "#lib/platform/db";
import type { Lane } from "./job";

/** Held by the one relay that fills the queue at a time. */
const RELAY_LOCK = 7_300_010;

export async function insertOutbox(
  tx: Tx,
  row: { jobId: string; tenantId: string; lane: Lane; tenantSlots: number },
): Promise<void> {
  await tx.jobOutbox.create({ data: row, select: { jobId: true } });
}

export async function deleteOutbox(tx: Tx, jobId: string): Promise<void> {
  await tx.jobOutbox.deleteMany({ where: { jobId } });
}

/** Jobs of a tenant that are not over: waiting, with the queue, or with a worker. */
export async function countOpenJobs(tx: Tx, tenantId: string): Promise<number> {
  return tx.jobOutbox.count({ where: { tenantId } });
}

/** @returns false when another relay is at work; the lock ends with the transaction */
export async function tryRelayLock(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ held: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${RELAY_LOCK}::bigint) AS held`;
  return row?.held ?? false;
}

export type LaneLoad = { lane: Lane; waiting: number; dispatched: number };

export async function readLaneLoads(tx: Tx): Promise<LaneLoad[]> {
  return tx.$queryRaw<LaneLoad[]>`
    SELECT lane, (count(*) FILTER (WHERE "dispatchedAt" IS NULL))::int AS waiting,
           (count(*) FILTER (WHERE "dispatchedAt" IS NOT NULL))::int AS dispatched
    FROM "JobOutbox" GROUP BY lane`;
}

/**
 * The next jobs to hand over, round-robin over tenants: everyone's first before anyone's second, counting what a
 * tenant already has with the workers, and never more than its grant's jobs at once.
 */
export async function pickFairly(tx: Tx, lane: Lane, limit: number): Promise<{ jobId: string }[]> {
  return tx.$queryRaw<{ jobId: string }[]>`
    WITH busy AS (
      SELECT "tenantId", count(*) AS jobs FROM "JobOutbox" WHERE "dispatchedAt" IS NOT NULL GROUP BY "tenantId"
    ), waiting AS (
      SELECT o."jobId", o."createdAt", o."tenantSlots",
             COALESCE(b.jobs, 0) + row_number() OVER (PARTITION BY o."tenantId" ORDER BY o."createdAt", o."jobId") AS turn
      FROM "JobOutbox" o LEFT JOIN busy b ON b."tenantId" = o."tenantId"
      WHERE o.lane = ${lane} AND o."dispatchedAt" IS NULL
    )
    SELECT "jobId" FROM waiting WHERE turn <= "tenantSlots" ORDER BY turn, "createdAt", "jobId" LIMIT ${limit}`;
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
