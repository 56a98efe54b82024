import { spawnSync } from "node:child_process";
import path from "node:path";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { migrateDatabase } from "../../workers/migrate";

const PROJECT = path.resolve(import.meta.dirname, "../..");
const DATABASE_URL = process.env.DATABASE_URL ?? "";
const client = new pg.Client({ connectionString: DATABASE_URL });
await client.connect();
afterAll(() => client.end());

function prisma(...command: string[]) {
  return spawnSync(process.execPath, [path.join(PROJECT, "node_modules/prisma/build/index.js"), ...command], {
    cwd: PROJECT,
    env: { ...process.env, DATABASE_URL, CHECKPOINT_DISABLE: "1" },
    encoding: "utf8",
  });
}

describe("the migrations", () => {
  test("make every table and column that the schema declares, and none besides", () => {
    const { status, stdout, stderr } = prisma(
      "migrate",
      "diff",
      "--from-config-datasource",
      "--to-schema",
      "prisma/schema",
      "--script",
    );
    const drift = stdout.split("\n").filter((line) => /^(CREATE|ALTER|DROP) (TABLE|TYPE)/.test(line));
    // Without an answer there is no drift to be seen.
    expect(status, stderr).toBe(0);
    expect(drift).toEqual([]);
  });

  test("are applied once, and again change nothing", async () => {
    expect(await migrateDatabase(DATABASE_URL)).toBe(0);
  });

  test("bring the queue's own tables with them", async () => {
    const { rows } = await client.query("SELECT to_regclass('bullmq.job') IS NOT NULL AS there");
    expect(rows).toEqual([{ there: true }]);
  });

  test("that fail say why and leave a way on", async () => {
    const url = new URL(DATABASE_URL);
    // Under the file's own name, with which it is cleared away.
    const name = `${url.pathname.slice(1)}_half`;
    url.pathname = `/${name}`;
    await client.query(`CREATE DATABASE ${name}`);
    const half = new pg.Client({ connectionString: url.href });
    await half.connect();
    await half.query(`CREATE TABLE "Application" (stranger text)`);
    await half.end();
    await expect(migrateDatabase(url.href)).rejects.toThrow(/did not apply[\s\S]*not empty/);
  });
});
