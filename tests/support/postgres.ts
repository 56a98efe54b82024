import { randomBytes } from "node:crypto";
import pg from "pg";
import { startPostgres } from "#lib/platform/embedded-postgres/start-postgres";
import { isAlive } from "#lib/platform/process-identity";
import { migrateDatabase } from "../../workers/migrate";
import { keepTemplate, restoreTemplate } from "./template-cache";

/** Where a run's databases are: what the main process passes to the test files. */
export type TestServer = { adminUrl: string; template: string };
type OpenServer = TestServer & { close: () => Promise<void> };

/**
 * One migrated template database for a run, on a throwaway server or on that of TEST_DATABASE_URL.
 *
 * @param folder of the throwaway server
 * @returns `close` ends the server, or drops everything that the run made on the other
 */
export function openTestServer(folder: string): Promise<OpenServer> {
  const given = process.env.TEST_DATABASE_URL ?? "";
  return given === "" ? openThrowawayServer(folder) : openOnGivenServer(given);
}

/** A copy of the template, for one test file, whose process it names. @returns its connection string */
export async function cloneDatabase({ adminUrl, template }: TestServer): Promise<string> {
  const name = `${template}_${process.pid}_${randomBytes(6).toString("hex")}`;
  await withAdmin(adminUrl, async (client) => {
    await dropEnded(client, template);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return withDatabase(adminUrl, name);
}

/** Drops the copies of files that have ended, so that a run takes the room of a few. */
async function dropEnded(client: pg.Client, template: string): Promise<void> {
  for (const name of await copiesOf(client, template)) {
    if (isAlive(Number(name.slice(template.length + 1).split("_")[0]))) continue;
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

async function copiesOf(client: pg.Client, template: string): Promise<string[]> {
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
    [`${template}_`],
  );
  return rows.map(({ datname }) => datname);
}

async function openThrowawayServer(folder: string): Promise<OpenServer> {
  const template = "countersign_template";
  if (!restoreTemplate(folder)) {
    const postgres = await startPostgres({ folder, durable: false });
    try {
      await makeDatabase(postgres.url(template));
    } finally {
      await postgres.stop();
    }
    keepTemplate(folder);
  }
  const postgres = await startPostgres({ folder, durable: false });
  return { adminUrl: postgres.url("postgres"), template, close: postgres.stop };
}

/** Migrated, and opened as a demo is, so that tests may seed staff as the demo does: people of the demo alone. */
export async function makeDatabase(url: string): Promise<void> {
  await migrateDatabase(url);
  await withAdmin(url, (client) =>
    client.query(`INSERT INTO "StaffOpening" (id, kind) VALUES ('sto_tests', 'demo')`),
  );
}

async function openOnGivenServer(adminUrl: string): Promise<OpenServer> {
  const template = `countersign_${randomBytes(6).toString("hex")}`;
  const close = () =>
    withAdmin(adminUrl, async (client) => {
      for (const name of [template, ...(await copiesOf(client, template))])
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
  try {
    await makeDatabase(withDatabase(adminUrl, template));
  } catch (error) {
    await close();
    throw error;
  }
  return { adminUrl, template, close };
}

async function withAdmin(adminUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.toString();
}
