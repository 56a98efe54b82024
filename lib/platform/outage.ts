/** Refused, reset, timed out, unreachable, name not found. */
const NETWORK = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
];
/** Prisma: cannot reach, timed out, closed, no connection free in time, transaction could not start. */
const PRISMA = ["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"];
/** PostgreSQL: class 08, shutting down, starting up, too many connections, disk full, disk failing, read-only. */
const POSTGRES = /^(08...|57P0[1-3]|53[0-9]..|58030|25006)$/;
/** Prisma's adapter for node-postgres: what it makes of a socket's error. */
const KINDS = ["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"];
const NAMES = ["PrismaClientInitializationError", "MaxRetriesPerRequestError", "ClusterAllFailedError"];

/**
 * What the drivers throw with no code at all, word for word: there is nothing else to know them by. The tests get each
 * one that a lost server can bring about from a server that they kill, so that other words in a new version are noticed.
 *
 * @see https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/client.js
 * @see https://github.com/redis/ioredis/blob/main/lib/Redis.ts
 */
const WORDS = [
  "Connection terminated unexpectedly",
  "Connection terminated",
  "Connection terminated due to connection timeout",
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
  "timeout exceeded when trying to connect",
  "timeout expired",
  "Connection is closed.",
  "Stream isn't writeable and enableOfflineQueue options is false",
  "Command timed out",
];
const DEPTH_MAX = 5;

/**
 * Whether something that we need is down, so that the caller may try again, or we have a bug.
 *
 * @param error anything thrown; causes, and what Prisma's adapter hangs on its errors, are looked into as well
 */
export function isOutage(error: unknown): boolean {
  return tellsOfOutage(error, 0);
}

/** @param told an error, or the plain object in which the adapter says what it was told */
function tellsOfOutage(told: unknown, depth: number): boolean {
  if (typeof told !== "object" || told === null || depth > DEPTH_MAX) return false;
  const { name, message, code, originalCode, kind, cause, meta, driverAdapterError } = told as Readonly<
    Record<string, unknown>
  >;
  return (
    isOutageCode(code) ||
    isOutageCode(originalCode) ||
    isOneOf(KINDS, kind) ||
    isOneOf(NAMES, name) ||
    (told instanceof Error && isOneOf(WORDS, message)) ||
    [cause, meta, driverAdapterError].some((inner) => tellsOfOutage(inner, depth + 1))
  );
}

function isOutageCode(code: unknown): boolean {
  if (typeof code !== "string") return false;
  return NETWORK.includes(code) || PRISMA.includes(code) || POSTGRES.test(code);
}

function isOneOf(known: readonly string[], value: unknown): boolean {
  return typeof value === "string" && known.includes(value);
}
