import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startPostgres } from "#lib/platform/embedded-postgres/start-postgres";
import { Refusal } from "./refusal";

export type Database = { url: string; stop: () => Promise<void> };

export const EMBEDDED_DATABASE = "countersign";
const EXAMPLE = "postgresql://user:password@host:5432/database";
const RESTART_PAUSE_MS = 500;

/** PostgreSQL of our own, started again on the same port whenever it ends without being asked to. */
export async function openEmbedded(folder: string, say: (text: string) => void): Promise<Database> {
  let server = await startPostgres({ folder });
  const { port } = server;
  say(`PostgreSQL ${server.adopted ? "taken over from a killed start" : "started"} on port ${port}`);
  let stopping = false;

  const watch = async () => {
    for (;;) {
      await server.ended;
      if (stopping) return;
      say("PostgreSQL ended; starting it again");
      const again = await startAgain(
        () => startPostgres({ folder, port }),
        () => stopping,
        say,
      );
      if (again === undefined) return;
      server = again;
      if (stopping) return server.stop();
      say("PostgreSQL is back");
    }
  };
  const watched = watch();
  return {
    url: server.url(EMBEDDED_DATABASE),
    stop: async () => {
      stopping = true;
      await server.stop();
      await watched;
    },
  };
}

/**
 * Tries until it starts, and says why not each time that there is another reason.
 *
 * @returns undefined once given up
 */
export async function startAgain<Server>(
  start: () => Promise<Server>,
  isGivenUp: () => boolean,
  say: (text: string) => void,
): Promise<Server | undefined> {
  let said = "";
  while (!isGivenUp()) {
    try {
      return await start();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== said) say(`PostgreSQL does not start: ${why}`);
      said = why;
      await sleep(RESTART_PAUSE_MS);
    }
  }
  return undefined;
}

/**
 * Somebody else's PostgreSQL.
 *
 * @throws Refusal naming host and reason, never the password
 */
export async function openGiven(url: string): Promise<Database> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new Refusal(`DATABASE_URL is not a PostgreSQL connection string such as ${EXAMPLE}`);
  }
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const problem = connectionProblem(error as Error & { code?: string }, parsed);
    if (problem !== undefined) throw new Refusal(problem);
  } finally {
    await client.end().catch(() => undefined);
  }
  return { url, stop: async () => {} };
}

/** @returns undefined where the migrations can help: the database does not exist yet */
function connectionProblem(error: Error & { code?: string }, url: URL): string | undefined {
  const server = `${url.hostname}:${url.port || "5432"}`;
  switch (error.code) {
    case "3D000":
      return undefined;
    case "28P01":
    case "28000":
      return `PostgreSQL at ${server} refuses the user or password of DATABASE_URL.`;
    default:
      return `No PostgreSQL answers at ${server}, which DATABASE_URL names (${error.code ?? error.message}).`;
  }
}
