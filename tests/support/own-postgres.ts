import { chmodSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { removePlace } from "#lib/platform/embedded-postgres/place";
import { startPostgres } from "#lib/platform/embedded-postgres/start-postgres";
import { makeDatabase } from "./postgres";

export type OwnPostgres = {
  url: string;
  /** How many statements wait for a lock of somebody else's. */
  waiting: () => Promise<number>;
  /** A session of the test's own, apart from the code under test. */
  connect: () => Promise<pg.Client>;
  /** SIGINT: an operator's stop. SIGQUIT: an emergency. SIGKILL: a crash. */
  end: (how: "SIGINT" | "SIGQUIT" | "SIGKILL") => Promise<void>;
  /** The same data on the same port. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * A migrated PostgreSQL that the test may kill, in place of the run's shared one: DATABASE_URL names it from here on, so
 * this comes before anything has read the settings.
 */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const parent = mkdtempSync(path.join(os.tmpdir(), "countersign-own-"));
  chmodSync(parent, 0o711);
  const folder = path.join(parent, "postgres");
  let server = await startPostgres({ folder, durable: false });
  const url = server.url("countersign");
  await makeDatabase(url);
  process.env.DATABASE_URL = url;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined); // it is to be killed
    await client.connect();
    return client;
  }
  return {
    url,
    connect,
    waiting: async () => {
      const client = await connect();
      const { rows } = await client.query<{ count: string }>(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
      );
      await client.end();
      return Number(rows[0]?.count);
    },
    end: async (how) => {
      process.kill(server.pid, how);
      await server.ended;
    },
    restart: async () => {
      server = await startPostgres({ folder, port: server.port, durable: false });
    },
    stop: async () => {
      await server.stop();
      removePlace(folder);
    },
  };
}
