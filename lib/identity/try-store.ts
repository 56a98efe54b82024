import type { Tx } from "#lib/platform/db";

export type TryLimit = {
  max: number;
  windowSeconds: number;
  /** Whether each try moves the end of the window on; without, it ends so long after the first. */
  slides: boolean;
};

/**
 * Counts one more try under a key, before it is judged. While as many stand as are allowed nothing is counted.
 *
 * @returns whether it counted, and the seconds until the window ends when it did not
 */
export async function countTry(
  tx: Tx,
  key: string,
  { max, windowSeconds, slides }: TryLimit,
): Promise<{ ok: true } | { ok: false; retryAfterSeconds: number }> {
  const counted = await tx.$executeRaw`
    INSERT INTO "TryCount" AS t (key, tries, until)
    VALUES (${key}, 1, clock_timestamp() + make_interval(secs => ${windowSeconds}::int))
    ON CONFLICT (key) DO UPDATE SET
      tries = CASE WHEN t.until <= clock_timestamp() THEN 1 ELSE t.tries + 1 END,
      until = CASE WHEN t.until <= clock_timestamp() OR ${slides}::boolean THEN excluded.until ELSE t.until END
    WHERE t.tries < ${max}::int OR t.until <= clock_timestamp()`;
  if (counted === 1) return { ok: true };
  const [row] = await tx.$queryRaw<{ left: number }[]>`
    SELECT greatest(1, ceil(extract(epoch FROM until - clock_timestamp())))::int AS left
    FROM "TryCount" WHERE key = ${key}`;
  return { ok: false, retryAfterSeconds: row?.left ?? 1 };
}

/** Windows that have ended say nothing any more. @returns how many went */
export async function deleteEndedTries(tx: Tx): Promise<number> {
  return tx.$executeRaw`DELETE FROM "TryCount" WHERE until <= clock_timestamp()`;
}
