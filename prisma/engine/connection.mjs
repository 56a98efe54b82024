// Parameters of Prisma's connection strings that node-postgres would pass on to the server as settings.
const PRISMA_PARAMETERS = ["schema", "connection_limit", "pool_timeout", "pgbouncer", "connect_timeout"];

/**
 * Pool settings for one engine.
 *
 * @param {string} url a Prisma connection string; `?schema=` becomes the search path
 * @returns {{ pool: import("pg").PoolConfig & { connectionString: string }, schema: string | undefined }}
 */
export function connectionOf(url) {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get("schema") ?? undefined;
  for (const name of PRISMA_PARAMETERS) parsed.searchParams.delete(name);
  return {
    schema,
    pool: {
      connectionString: parsed.toString(),
      // One connection, never idled out: the engine's advisory lock and session settings live on it.
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: 10_000,
      ...(schema === undefined ? {} : { options: `-c search_path=${JSON.stringify(schema)}` }),
    },
  };
}

/**
 * The same server, another database.
 *
 * @param {string} connectionString
 * @param {string} database
 */
export function withDatabase(connectionString, database) {
  const url = new URL(connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}

/** @param {string} connectionString */
export function databaseOf(connectionString) {
  return decodeURIComponent(new URL(connectionString).pathname.slice(1)) || "postgres";
}
