import type { Tx } from "#lib/platform/db";

export type RequestScope = { tenantId: string; route: string; key: string };

/**
 * Takes an idempotency key for the thing that is about to be made. Of two at once the second waits for the first.
 *
 * @returns null when the key is this request's now; else what the first request under it was and made
 */
export async function takeRequest(
  tx: Tx,
  request: RequestScope & { digest: string; madeId: string; days: number },
): Promise<{ digest: string; madeId: string } | null> {
  const { tenantId, route, key, digest, madeId, days } = request;
  await tx.$executeRaw`
    DELETE FROM "GalleryRequest" WHERE "tenantId" = ${tenantId} AND route = ${route} AND key = ${key}
      AND "expiresAt" <= clock_timestamp()`;
  const taken = await tx.$executeRaw`
    INSERT INTO "GalleryRequest" ("tenantId", route, key, digest, "madeId", "expiresAt")
    VALUES (${tenantId}, ${route}, ${key}, ${digest}, ${madeId}, clock_timestamp() + make_interval(days => ${days}))
    ON CONFLICT DO NOTHING`;
  if (taken === 1) return null;
  return tx.galleryRequest.findUniqueOrThrow({
    where: { tenantId_route_key: { tenantId, route, key } },
    select: { digest: true, madeId: true },
  });
}

/** @returns how many keys were past their time */
export async function deleteExpiredRequests(tx: Tx): Promise<number> {
  return tx.$executeRaw`DELETE FROM "GalleryRequest" WHERE "expiresAt" <= clock_timestamp()`;
}
