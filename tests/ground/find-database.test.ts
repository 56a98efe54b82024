import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removePlace } from "#lib/platform/embedded-postgres/place";
import { type EmbeddedPostgres, startPostgres } from "#lib/platform/embedded-postgres/start-postgres";
import { freePort } from "#lib/platform/free-port";
import { findDatabase } from "../../workers/find-database";
import { migrateDatabase } from "../../workers/migrate";
import { PROJECT } from "../support/stack";

let folder = "";
let server: EmbeddedPostgres;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "countersign-found-"));
  chmodSync(folder, 0o711);
  server = await startPostgres({ folder: path.join(folder, "postgres"), durable: false });
  await migrateDatabase(server.url("countersign"));
});
afterAll(async () => {
  await server.stop();
  removePlace(path.join(folder, "postgres"));
});

function exportLedger(...args: string[]): Promise<{ code: number | null; said: string }> {
  return runExport(args, { DATABASE_URL: undefined, COUNTERSIGN_DATA: folder });
}

function runExport(args: string[], env: Record<string, string | undefined>) {
  const program = path.join(PROJECT, "workers/export-ledger.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, ...args], {
    cwd: PROJECT,
    env: { ...process.env, INIT_CWD: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  return new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, said })),
  );
}

describe("the database of a command beside the system", () => {
  it("is the one that runs on the data folder, or the one that was named", async () => {
    expect(await findDatabase({ COUNTERSIGN_DATA: folder })).toBe(server.url("countersign"));
    expect(await findDatabase({ COUNTERSIGN_DATA: folder, DATABASE_URL: " " })).toBe(
      server.url("countersign"),
    );
    expect(await findDatabase({ DATABASE_URL: "postgresql://x/y" })).toBe("postgresql://x/y");
  });

  it("is read by export-ledger, which says in words that this ledger is still empty", async () => {
    const { code, said } = await exportLedger("all.json");
    expect(said).toBe("The ledger has not signed anything yet.\n");
    expect(code).toBe(1);
  });

  it("is asked for in one sentence where no system runs", async () => {
    const nowhere = path.join(folder, "nowhere");
    const { code, said } = await runExport(["all.json"], { DATABASE_URL: "", COUNTERSIGN_DATA: nowhere });
    expect(said).toBe(
      `No system runs on ${nowhere}. Start one with \`npm start\` (the same COUNTERSIGN_DATA, if you set it), or set DATABASE_URL to the database of yours.\n`,
    );
    expect(code).toBe(1);
  });

  it("is said not to answer when it does not", async () => {
    const url = `postgresql://me:hunter2@127.0.0.1:${await freePort()}/x`;
    const { code, said } = await runExport(["all.json"], { DATABASE_URL: url });
    expect(said).toBe("The database of the ledger does not answer: is the system still running?\n");
    expect(code).toBe(1);
  });
});
