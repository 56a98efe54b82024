import type { Tx } from "#lib/platform/db";

export type IdempotencyScope = { tenantId: string; route: string; key: string };
export type FirstRequest = {
  jobId: string;
  requestDigest: string;
  answeredEarly: boolean;
  jobState: string;
};

/** The request that used this key first, with where its job stands; null when nobody has, or too long ago. */
export async function findFirstRequest(tx: Tx, scope: IdempotencyScope): Promise<FirstRequest | null> {
  const [row] = await tx.$queryRaw<FirstRequest[]>`
    SELECT r."jobId", r."requestDigest", r."answeredEarly", j.state AS "jobState"
    FROM "IdempotencyRecord" r JOIN "Job" j ON j.id = r."jobId"
    WHERE r."tenantId" = ${scope.tenantId} AND r.route = ${scope.route} AND r.key = ${scope.key}
      AND r."expiresAt" > clock_timestamp()`;
  return row ?? null;
}

/**
 * Takes the key for this request. Of two at once, the second waits here for the first to commit.
 *
 * @returns false when the key is someone's, or was and its time is over but its record is not yet gone
 */
export async function takeIdempotencyKey(
  tx: Tx,
  record: IdempotencyScope & { requestDigest: string; jobId: string; answeredEarly: boolean; days: number },
): Promise<boolean> {
  // DO NOTHING rather than an update of what is over: that would lock the row, and those who wait, one by one.
  const taken = await tx.$executeRaw`
    INSERT INTO "IdempotencyRecord"
      ("tenantId", route, key, "requestDigest", "jobId", "answeredEarly", "expiresAt")
    VALUES (${record.tenantId}, ${record.route}, ${record.key}, ${record.requestDigest}, ${record.jobId},
            ${record.answeredEarly}, clock_timestamp() + make_interval(days => ${record.days}))
    ON CONFLICT ("tenantId", route, key) DO NOTHING`;
  return taken === 1;
}

/** Makes way for a new request under a key whose time is over. */
export async function deleteExpiredKey(tx: Tx, scope: IdempotencyScope): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "IdempotencyRecord" WHERE "tenantId" = ${scope.tenantId} AND route = ${scope.route}
      AND key = ${scope.key} AND "expiresAt" <= clock_timestamp()`;
}

/** Notes that the first answer was the job's address, so that a repeat gets the same. */
export async function saveAnsweredEarly(tx: Tx, jobId: string): Promise<void> {
  await tx.idempotencyRecord.updateMany({ where: { jobId }, data: { answeredEarly: true } });
}

/** @returns how many were deleted */
export async function deleteExpiredKeys(tx: Tx): Promise<number> {
  return tx.$executeRaw`DELETE FROM "IdempotencyRecord" WHERE "expiresAt" <= clock_timestamp()`;
}
