import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startPostgres } from "#lib/platform/embedded-postgres/start-postgres";
import { isAlive } from "#lib/platform/process-identity";
import { migrateDatabase } from "../../workers/migrate";

const FOLDER_PREFIX = "countersign-test-";

/** Where a run's databases are: what the main process passes to the test files. */
export type TestServer = { adminUrl: string; template: string };

/**
 * One migrated template database for a run, on a throwaway server or on that of TEST_DATABASE_URL.
 *
 * @returns `close` drops everything that the run made
 */
export async function openTestServer(): Promise<TestServer & { close: () => Promise<void> }> {
  const { adminUrl, close } = await server();
  const template = `countersign_${randomBytes(6).toString("hex")}`;
  try {
    await migrateDatabase(withDatabase(adminUrl, template));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    adminUrl,
    template,
    close: async () => {
      await dropDatabases(adminUrl, template);
      await close();
    },
  };
}

/** A copy of the template, for one test file. @returns its connection string */
export async function cloneDatabase({ adminUrl, template }: TestServer): Promise<string> {
  const name = `${template}_${randomBytes(6).toString("hex")}`;
  await query(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  return withDatabase(adminUrl, name);
}

async function server(): Promise<{ adminUrl: string; close: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") return { adminUrl: given, close: async () => {} };

  await sweepLeftovers();
  const folder = mkdtempSync(path.join(os.tmpdir(), FOLDER_PREFIX));
  chmodSync(folder, 0o711); // run by root, the server runs as nobody and must get in
  writeFileSync(path.join(folder, "owner"), String(process.pid));
  const postgres = await startPostgres({ folder: path.join(folder, "postgres"), durable: false });
  return {
    adminUrl: postgres.url("postgres"),
    close: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends the servers of runs that were killed, so that they do not pile up. */
async function sweepLeftovers(): Promise<void> {
  for (const name of readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(FOLDER_PREFIX))) {
    const folder = path.join(os.tmpdir(), name);
    try {
      if (isAlive(Number(readFileSync(path.join(folder, "owner"), "utf8")))) continue;
      const lock = path.join(folder, "postgres/data/postmaster.pid");
      const [pid] = readFileSync(lock, "utf8").split("\n").map(Number);
      if (pid !== undefined && isAlive(pid)) process.kill(pid, "SIGQUIT");
    } catch {
      // Another user's run, one that is just being made or ended, or one without a server any more.
    }
    if (ownerIsGone(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

function ownerIsGone(folder: string): boolean {
  try {
    return !isAlive(Number(readFileSync(path.join(folder, "owner"), "utf8")));
  } catch {
    return false;
  }
}

async function dropDatabases(adminUrl: string, template: string): Promise<void> {
  if (process.env.TEST_DATABASE_URL === undefined || process.env.TEST_DATABASE_URL === "") return;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
    [template],
  );
  for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  await client.end();
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.toString();
}
