import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { removePlace } from "#lib/platform/embedded-postgres/place";
import { startPostgres } from "#lib/platform/embedded-postgres/start-postgres";
import { stopLeftServer } from "#lib/platform/embedded-postgres/stop-left-server";
import { isAlive } from "#lib/platform/process-identity";

const PROJECT = path.resolve(import.meta.dirname, "../../..");
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
let parent = "";
let folder = "";

beforeEach(() => {
  parent = mkdtempSync(path.join(os.tmpdir(), "countersign-postgres-"));
  chmodSync(parent, 0o711);
  folder = path.join(parent, "postgres");
});
afterEach(async () => {
  await stopLeftServer(folder);
  removePlace(folder);
  rmSync(parent, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return Object.values(rows[0] ?? {})[0];
}

type Parent = { child: ChildProcess; pid: number; url: string; adopted: boolean };

/** Another process that starts the server. */
async function startFromParent(options: { uid?: number; gid?: number } = {}): Promise<Parent> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", path.join(PROJECT, "tests/fixtures/ground/postgres.ts"), folder],
    { cwd: PROJECT, stdio: ["ignore", "pipe", "inherit"], ...options },
  );
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (text: Buffer) => resolve(String(text)));
    child.once("exit", (code) => reject(new Error(`the parent ended with ${code}`)));
  });
  return { child, ...JSON.parse(line) };
}

describe("PostgreSQL from npm", () => {
  test("keeps what was written over a stop and a start, and answers nobody without the password", async () => {
    const first = await startPostgres({ folder, durable: false });
    await ask(first.url("postgres"), "CREATE TABLE kept AS SELECT 7 AS n");
    const stranger = first.url("postgres").replace(/:[^:@]+@/, ":guess@");
    await expect(ask(stranger, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await startPostgres({ folder, durable: false });
    expect(await ask(second.url("postgres"), "SELECT n FROM kept")).toBe(7);
    await second.stop();
  });

  test("is taken over, still running, from a parent that was killed", async () => {
    const { child, pid, url } = await startFromParent();
    await ask(url, "CREATE TABLE kept AS SELECT 7 AS n");
    child.kill("SIGKILL");

    const server = await startPostgres({ folder });
    expect(server).toMatchObject({ adopted: true, pid });
    expect(await ask(server.url("postgres"), "SELECT n FROM kept")).toBe(7);
    await server.stop();
    await server.ended;
    expect(isAlive(pid)).toBe(false);
  });

  test("comes back on the same port with everything committed after kill -9", async () => {
    const first = await startPostgres({ folder });
    await ask(first.url("postgres"), "CREATE TABLE kept AS SELECT 7 AS n");
    process.kill(first.pid, "SIGKILL");
    await first.ended;

    const second = await startPostgres({ folder, port: first.port });
    expect(second.port).toBe(first.port);
    expect(await ask(second.url("postgres"), "SELECT n FROM kept")).toBe(7);
    await second.stop();
  });

  test("starts over a lock file whose number now belongs to a stranger", async () => {
    const first = await startPostgres({ folder, durable: false });
    const lock = path.join(folder, "data/postmaster.pid");
    const left = readFileSync(lock, "utf8").split("\n");
    await first.stop();
    writeFileSync(lock, [process.ppid, ...left.slice(1)].join("\n"));
    if (isRoot) chownSync(lock, NOBODY, NOBODY);

    const second = await startPostgres({ folder, durable: false });
    expect(await ask(second.url("postgres"), "SELECT 1 AS n")).toBe(1);
    await second.stop();
  });

  test("that was interrupted while it was made for the first time is made again", async () => {
    const first = await startPostgres({ folder, durable: false });
    await first.stop();
    rmSync(path.join(folder, "data/PG_VERSION"));
    mkdirSync(path.join(folder, "data.new"));

    const second = await startPostgres({ folder, durable: false });
    await second.stop();
    expect(existsSync(path.join(folder, "data.new"))).toBe(false);
  });

  test.runIf(isRoot)("runs for an ordinary user", async () => {
    chownSync(parent, NOBODY, NOBODY);
    const { child, url } = await startFromParent({ uid: NOBODY, gid: NOBODY });
    expect(await ask(url, "SELECT 1 AS n")).toBe(1);
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    expect(await gone).toBe(0);
  });

  test.runIf(isRoot)("runs for root in a folder that only root may enter, and is removed whole", async () => {
    chmodSync(parent, 0o700);
    const server = await startPostgres({ folder, durable: false });
    expect(await ask(server.url("postgres"), "SELECT 1 AS n")).toBe(1);
    await server.stop();
    const elsewhere = readFileSync(path.join(folder, "elsewhere"), "utf8").trim();
    expect(existsSync(path.join(elsewhere, "data"))).toBe(true);
    removePlace(folder);
    expect(existsSync(elsewhere)).toBe(false);
  });
});
