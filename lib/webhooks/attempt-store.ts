import type { Tx } from "#lib/platform/db";

/** One attempt at one message, taken by one sender until `leaseSeconds` later. */
export type Attempt = {
  id: string;
  tenantId: string;
  endpointId: string;
  messageId: string;
  body: string;
  attempts: number;
  roundFrom: number;
  url: string;
  failures: number;
  sealedSecret: Uint8Array<ArrayBuffer>;
  previousSecret: Uint8Array<ArrayBuffer> | null;
  now: Date;
};

/** Endpoints to which something is due and that the breaker lets be tried. */
export async function findDueEndpoints(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT w.id FROM "WebhookEndpoint" w
    WHERE w."disabledAt" IS NULL AND (w."restsUntil" IS NULL OR w."restsUntil" <= clock_timestamp())
      AND EXISTS (SELECT 1 FROM "WebhookDelivery" d WHERE d."endpointId" = w.id AND d.state = 'waiting'
        AND d."dueAt" <= clock_timestamp())
    ORDER BY w.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/**
 * Takes what is due to one endpoint, the oldest first, and counts the attempt before it is made: a sender that dies
 * leaves the message to the next when the lease ends.
 */
export async function takeDue(
  tx: Tx,
  { endpointId, most, leaseSeconds }: { endpointId: string; most: number; leaseSeconds: number },
): Promise<Attempt[]> {
  return tx.$queryRaw<Attempt[]>`
    UPDATE "WebhookDelivery" d SET attempts = d.attempts + 1, "attemptedAt" = clock_timestamp(),
      "dueAt" = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    FROM "WebhookEndpoint" w
    WHERE w.id = d."endpointId" AND d.id IN (
      SELECT id FROM "WebhookDelivery" WHERE "endpointId" = ${endpointId} AND state = 'waiting'
        AND "dueAt" <= clock_timestamp()
      ORDER BY id LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING d.id, d."tenantId", d."endpointId", d."messageId", d.body, d.attempts, d."roundFrom", w.url, w.failures,
      w."sealedSecret", clock_timestamp() AS now,
      CASE WHEN w."previousUntil" > clock_timestamp() THEN w."previousSecret" END AS "previousSecret"`;
}

export type AttemptEnd = {
  state: "delivered" | "dead" | "waiting";
  status: number | null;
  error: string | null;
  /** Until the next attempt. */
  pauseMs: number;
};

/**
 * Writes what came of an attempt, only while nobody has made a later one.
 *
 * @returns false when someone has
 */
export async function endAttempt(
  tx: Tx,
  { id, attempts }: Attempt,
  { state, status, error, pauseMs }: AttemptEnd,
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "WebhookDelivery" SET state = ${state}, "lastStatus" = ${status}::int, "lastError" = ${error},
      "deliveredAt" = CASE WHEN ${state} = 'delivered' THEN clock_timestamp() END,
      "dueAt" = clock_timestamp() + make_interval(secs => ${pauseMs / 1_000})
    WHERE id = ${id} AND attempts = ${attempts} AND state = 'waiting'`;
  return changed === 1;
}

export async function noteTaken(tx: Tx, endpointId: string): Promise<void> {
  await tx.webhookEndpoint.updateMany({
    where: { id: endpointId, OR: [{ failures: { gt: 0 } }, { restsUntil: { not: null } }] },
    data: { failures: 0, restsUntil: null },
  });
}

/** @returns failures in a row, this one counted */
export async function countFailure(tx: Tx, endpointId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ failures: number }[]>`
    UPDATE "WebhookEndpoint" SET failures = failures + 1 WHERE id = ${endpointId} RETURNING failures`;
  return rows[0]?.failures ?? 0;
}

export async function letRest(tx: Tx, endpointId: string, restMs: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "WebhookEndpoint" SET "restsUntil" = clock_timestamp() + make_interval(secs => ${restMs / 1_000})
    WHERE id = ${endpointId}`;
}

/** @returns false when it was already */
export async function disableGone(tx: Tx, endpointId: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "WebhookEndpoint" SET "disabledAt" = clock_timestamp(), "disabledReason" = 'gone'
    WHERE id = ${endpointId} AND "disabledAt" IS NULL`;
  return changed === 1;
}
