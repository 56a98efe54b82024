import type { Tx } from "#lib/platform/db";

export type Counted = { ok: true } | { ok: false; retryAfterSeconds: number };

/**
 * Counts one more in the window of a source, unless it is full. The window begins with the first and is forgotten
 * when it ends; the database's clock says when.
 */
export async function countFiling(
  tx: Tx,
  source: string,
  { max, windowSeconds }: { max: number; windowSeconds: number },
): Promise<Counted> {
  await tx.$executeRaw`DELETE FROM "ConcernFiling" WHERE until <= clock_timestamp()`;
  const counted = await tx.$executeRaw`
    INSERT INTO "ConcernFiling" (source, count, until)
    VALUES (${source}, 1, clock_timestamp() + make_interval(secs => ${windowSeconds}::int))
    ON CONFLICT (source) DO UPDATE SET
      count = CASE WHEN "ConcernFiling".until <= clock_timestamp() THEN 1 ELSE "ConcernFiling".count + 1 END,
      until = CASE WHEN "ConcernFiling".until <= clock_timestamp() THEN excluded.until ELSE "ConcernFiling".until END
    WHERE "ConcernFiling".count < ${max} OR "ConcernFiling".until <= clock_timestamp()`;
  if (counted === 1) return { ok: true };
  const [row] = await tx.$queryRaw<{ left: number }[]>`
    SELECT greatest(1, ceil(extract(epoch FROM until - clock_timestamp())))::int AS left
    FROM "ConcernFiling" WHERE source = ${source}`;
  return { ok: false, retryAfterSeconds: row?.left ?? 1 };
}
