import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "#lib/platform/free-port";
import { generateSecrets } from "#lib/platform/secrets-folder";
import { type DataFolder, openDataFolder } from "../../workers/supervisor/data-folder";
import type { ProcessSpec } from "../../workers/supervisor/launch-process";
import { runUntilStopped } from "../../workers/supervisor/run-until-stopped";
import { readSettings } from "../../workers/supervisor/settings";

const PROJECT = path.resolve(import.meta.dirname, "../..");
let parent = "";
let folder: DataFolder;
let said: string[] = [];

beforeEach(() => {
  parent = mkdtempSync(path.join(os.tmpdir(), "countersign-run-"));
  folder = openDataFolder(path.join(parent, "data"));
  said = [];
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** @param manner of the only process, of the fixture's */
async function start(manner: string) {
  const ports = { PORTAL_PORT: String(await freePort()), GATEWAY_PORT: String(await freePort()) };
  const settings = readSettings([], { COUNTERSIGN_DATA: folder.path, ...ports });
  const gateway: ProcessSpec = {
    name: "gateway",
    command: ["--import", "tsx", path.join(PROJECT, "tests/fixtures/ground/process.ts")],
    env: { ...process.env, PROCESS_MANNER: manner },
    stopMs: 5_000,
    reloads: false,
  };
  let stop = () => {};
  const asked = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const witness = { folder: "", name: "", vkey: "" };
  const plan = {
    settings,
    witness,
    secrets: generateSecrets(),
    databaseUrl: "",
    project: PROJECT,
    build: undefined,
  };
  const ended = runUntilStopped([gateway], plan, {
    folder,
    stopAsked: { asked, already: false, onForce: () => {} },
    say: (text) => said.push(text),
  });
  return { ended, stop, gatewayPort: settings.gatewayPort };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

describe("a start that is stopped before it was up", () => {
  test("ends, and says nothing of ready, while a process fails to start", async () => {
    const { ended, stop } = await start("fails to start");
    await until(() => said.some((line) => line.includes("starting it again")));
    stop();
    await ended;
    expect(said.filter((line) => line.includes("ready"))).toEqual([]);
  });

  test("asks no door any more, which would keep it alive for ever", async () => {
    const { ended, stop, gatewayPort } = await start("good");
    let asked = 0;
    const door = http.createServer((_request, response) => {
      asked += 1;
      response.writeHead(503).end();
    });
    await new Promise<void>((resolve) => door.listen(gatewayPort, "127.0.0.1", resolve));
    await until(() => asked > 1);
    stop();
    await ended;
    const before = asked;
    await sleep(600);
    expect(asked).toBe(before);
    expect(said).not.toContain("ready");
    door.close();
  });
});
