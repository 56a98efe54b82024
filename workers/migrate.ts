import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runMigrations } from "bullmq";
import pg from "pg";

const PROJECT = path.resolve(import.meta.dirname, "..");
const MIGRATIONS = path.join(PROJECT, "prisma/migrations");
const UNDEFINED_TABLE = "42P01";

/**
 * Brings a database up to date: our migrations, then BullMQ's own tables for its PostgreSQL backend.
 * Safe to run again and by several at once (both hold an advisory lock).
 *
 * @param url is created when the server lacks it
 * @returns how many of our migrations were new
 * @throws Error with what the migration tool said
 */
export async function migrateDatabase(url: string): Promise<number> {
  const pending = await pendingMigrations(url);
  // The tool takes two seconds to find out that there is nothing to do.
  if (pending > 0) await deploy(url);
  await migrateQueue(url);
  return pending;
}

async function pendingMigrations(url: string): Promise<number> {
  const wanted = readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${name} ${sha256(readFileSync(path.join(MIGRATIONS, name, "migration.sql")))}`);
  const applied = new Set(await appliedMigrations(url));
  return wanted.filter((migration) => !applied.has(migration)).length;
}

async function appliedMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ migration: string }>(
      `SELECT migration_name || ' ' || checksum AS migration FROM _prisma_migrations WHERE finished_at IS NOT NULL`,
    );
    return rows.map(({ migration }) => migration);
  } catch (error) {
    const { code } = error as { code?: string };
    // No such database yet (3D000), or nothing in it.
    if (code === UNDEFINED_TABLE || code === "3D000") return [];
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function deploy(url: string): Promise<void> {
  const cli = path.join(PROJECT, "node_modules/prisma/build/index.js");
  const child = spawn(process.execPath, [cli, "migrate", "deploy"], {
    cwd: PROJECT,
    env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`The migrations did not apply:\n${said.trim()}`)),
    );
  });
}

async function migrateQueue(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
