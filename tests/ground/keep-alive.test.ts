import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isAlive } from "#lib/platform/process-identity";
import { type KeptProcess, keepAlive } from "../../workers/supervisor/keep-alive";
import { endLeftovers, recordChildren } from "../../workers/supervisor/leftovers";
import { followLog, openLog, troubleIn } from "../../workers/supervisor/log-tail";

const PROJECT = path.resolve(import.meta.dirname, "../..");
let folder = "";
let kept: KeptProcess | undefined;
let said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "countersign-keep-"));
  said = [];
});
afterEach(async () => {
  kept?.kill();
  await kept?.ended.catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

function keep(manner: string): KeptProcess {
  const spec = {
    name: "example",
    command: ["--import", "tsx", path.join(PROJECT, "tests/fixtures/ground/process.ts")],
    env: {
      ...process.env,
      PROCESS_NOTES: path.join(folder, "notes"),
      PROCESS_MANNER: manner,
      LOG_LEVEL: "info",
    },
    stopMs: 5_000,
    reloads: true,
  };
  const record = recordChildren(path.join(folder, "children.json"));
  const around = {
    cwd: PROJECT,
    logFile: path.join(folder, "log"),
    record,
    say: (text: string) => said.push(text),
  };
  kept = keepAlive(spec, around);
  return kept;
}

/** What the process noted: [what, pid] a line. */
function notes(): [string, number][] {
  const file = path.join(folder, "notes");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]);
}

async function starts(count: number): Promise<number[]> {
  for (;;) {
    const pids = notes().flatMap(([what, pid]) => (what === "start" ? [pid] : []));
    if (pids.length >= count) return pids;
    await sleep(20);
  }
}

describe("a kept process", () => {
  test("drains when it is told to stop, and is not started again", async () => {
    const one = keep("good");
    await one.ready;
    await one.stop();
    expect(notes().map(([what]) => what)).toEqual(["start", "stop", "stopped"]);
  });

  test("is started again after kill -9", async () => {
    const one = keep("good");
    await one.ready;
    const [first = 0] = await starts(1);
    process.kill(first, "SIGKILL");
    const [, second] = await starts(2);
    expect(second).not.toBe(first);
    expect(said).toEqual(["example ended (SIGKILL); starting it again"]);
  });

  test("that throws where nobody catches dies and is started again", async () => {
    keep("throws later");
    await starts(2);
    expect(said[0]).toBe("example ended (code 1); starting it again");
    expect(readFileSync(path.join(folder, "log"), "utf8")).toContain("nobody catches this");
  });

  test("that never comes up is given up, with where to look", async () => {
    const one = keep("fails to start");
    await expect(one.ready).rejects.toThrow(
      /example ended 5 times before it was ready, last with code 1.*log/,
    );
    await expect(one.ended).rejects.toThrow(/ended 5 times/);
    expect(notes()).toHaveLength(5);
  });

  test("that is stopped before it was ready is not said to be ready", async () => {
    const one = keep("fails to start");
    let isReady = false;
    void one.ready.then(() => {
      isReady = true;
    });
    await starts(2);
    await one.stop();
    await expect(one.ended).resolves.toBeUndefined();
    await sleep(50);
    expect(isReady).toBe(false);
  });

  test("that has worked before is not given up when it does not come up again", async () => {
    const one = keep("starts once");
    await one.ready;
    const [first = 0] = await starts(1);
    process.kill(first, "SIGKILL");
    // One more than would end a process that never came up.
    await starts(7);
    await one.stop();
    await expect(one.ended).resolves.toBeUndefined();
  });

  test("that does not end its drain ends all the same, within its time", async () => {
    const one = keep("never stops");
    await one.ready;
    const startedAt = performance.now();
    await one.stop();
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    expect(notes().map(([what]) => what)).toEqual(["start", "stop"]);
  });

  test("drains by a reload and comes back", async () => {
    const one = keep("good");
    await one.ready;
    one.reload();
    await starts(2);
    expect(notes().map(([what]) => what)).toEqual(["start", "stop", "stopped", "start"]);
  });
});

describe("what a killed supervisor leaves", () => {
  test("is found by the next start and ended, and a stranger with a reused number is not", async () => {
    const one = keep("good");
    await one.ready;
    const [pid = 0] = await starts(1);
    const record = path.join(folder, "children.json");
    const stranger = `[{"pid":${process.pid},"startedAt":"another boot/7"}]`;
    expect(await endLeftovers(record)).toBe(1);
    expect(isAlive(pid)).toBe(false);

    writeFileSync(record, stranger);
    expect(await endLeftovers(record)).toBe(0);
    expect(await endLeftovers(path.join(folder, "none"))).toBe(0);
  });
});

describe("the log on the terminal", () => {
  test("repeats warnings and errors only, and only new ones", () => {
    const file = path.join(folder, "example.log");
    closeSync(openLog(file));
    appendFileSync(file, `{"level":50,"msg":"old"}\n`);
    const lines: string[] = [];
    const end = followLog(file, (line) => lines.push(line));
    appendFileSync(
      file,
      `{"level":30,"msg":"fine"}\n{"level":40,"msg":"slow","err":{"message":"2 s"}}\n{"lev`,
    );
    appendFileSync(file, `el":50,"msg":"broken"}\n`);
    end();
    expect(lines).toEqual(["slow: 2 s", "broken"]);
  });

  test("takes errors that are not in our form too", () => {
    expect(troubleIn("TypeError: x is not a function")).toBeDefined();
    expect(troubleIn("▲ Next.js 16.4.5")).toBeUndefined();
    expect(troubleIn("{ not json")).toBeUndefined();
  });
});
