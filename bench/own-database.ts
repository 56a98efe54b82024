import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { removePlace } from "#lib/platform/embedded-postgres/place";
import { startPostgres } from "#lib/platform/embedded-postgres/start-postgres";

/**
 * Runs a bench in a PostgreSQL of its own, migrated and empty, that is gone afterwards; the settings name it before any room
 * has read them, so rooms are imported within.
 *
 * @param name for the folder, such as `queue`
 */
export async function withOwnDatabase<T>(name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(path.join(tmpdir(), `countersign-${name}-`));
  chmodSync(parent, 0o711); // PostgreSQL may run as somebody else than us
  const folder = path.join(parent, "postgres");
  const server = await startPostgres({ folder, durable: false });
  process.env.DATABASE_URL = server.url("countersign");
  const { migrateDatabase } = await import("../workers/migrate");
  await migrateDatabase(server.url("countersign"));
  const client = new pg.Client({ connectionString: server.url("countersign") });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
    const { closeDatabase } = await import("#lib/platform/db");
    await closeDatabase();
    await server.stop();
    removePlace(folder);
  }
}
