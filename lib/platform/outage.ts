/** Refused, reset, timed out, unreachable, name not found. */
const NETWORK = ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EHOSTUNREACH", "ENOTFOUND", "EPIPE"];
/** Prisma: cannot reach, timed out, closed, no connection free in time, transaction could not start. */
const PRISMA = ["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"];
/** PostgreSQL: class 08, shutting down, starting up, too many connections, disk full, read-only. */
const POSTGRES = /^(08...|57P0[1-3]|53[0-9]..|25006)$/;

/**
 * Whether something that we need is down, so that the caller may try again, or we have a bug.
 *
 * @param error anything thrown; causes are looked into as well
 */
export function isOutage(error: unknown): boolean {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 5;
    current = current.cause, depth += 1
  ) {
    if (isOutageCode((current as { code?: unknown }).code)) return true;
    if (current.name === "PrismaClientInitializationError") return true;
    const { meta } = current as { meta?: { code?: unknown; driverAdapterError?: unknown } };
    if (isOutageCode(meta?.code)) return true;
    if (meta?.driverAdapterError instanceof Error && isOutage(meta.driverAdapterError)) return true;
  }
  return false;
}

function isOutageCode(code: unknown): boolean {
  if (typeof code !== "string") return false;
  return NETWORK.includes(code) || PRISMA.includes(code) || POSTGRES.test(code);
}
