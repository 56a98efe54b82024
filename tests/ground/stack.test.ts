import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase } from "#lib/platform/db";
import { isStillRunning, type ProcessIdentity } from "#lib/platform/process-identity";
import { faultNamed } from "../faults/kinds";
import { runFaults } from "../faults/run-faults";
import { launchStart, startTestStack, type TestStack } from "../support/stack";

const PATIENCE = 360_000;
let stack: TestStack | undefined;

afterAll(async () => {
  await stack?.stop();
  stack?.remove();
}, PATIENCE);

function running(): TestStack {
  if (stack === undefined) throw new Error("the stack has not started");
  return stack;
}

/** The processes that are ours and alive. */
function children(): ProcessIdentity[] {
  const file = path.join(running().dataFolder, "run/children.json");
  return (JSON.parse(readFileSync(file, "utf8")) as ProcessIdentity[]).filter(isStillRunning);
}

async function everythingAnswers(): Promise<void> {
  const { portalUrl, gatewayUrl } = running();
  for (const url of [`${gatewayUrl}/readyz`, `${portalUrl}/api/health`]) {
    while (
      !(await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await sleep(100);
  }
}

describe.sequential("the whole system under one command", () => {
  test(
    "starts from nothing and says where things are",
    async () => {
      stack = await startTestStack();
      await everythingAnswers();
      expect(stack.output()).toContain(`Portal  ${stack.portalUrl}`);
      expect(stack.output()).toContain("admin@northwind.example");
      expect(children()).toHaveLength(5);
      expect(statSync(path.join(stack.dataFolder, "run/stack.json")).mode & 0o077).toBe(0);
    },
    PATIENCE,
  );

  test(
    "is not started twice on the same state",
    async () => {
      const second = launchStart({ dataFolder: running().dataFolder });
      expect(await second.ended).toBe(1);
      expect(second.output()).toContain(`Countersign already runs on ${running().dataFolder}`);
      await everythingAnswers();
    },
    PATIENCE,
  );

  test(
    "loses no job, doubles none and comes back by itself after kill -9 of PostgreSQL and of every process",
    async () => {
      const { dataFolder, gatewayUrl } = running();
      const before = children();
      const everyProcess = {
        name: "every process is killed",
        happen: async () => {
          for (const { pid } of children()) process.kill(pid, "SIGKILL");
        },
      };
      const faults = [faultNamed("PostgreSQL is killed"), everyProcess, faultNamed("the queue is flushed")];
      const { figures, broken } = await runFaults({ dataFolder, gatewayUrl, jobs: 40, faults, seed: 1 });
      await closeDatabase();

      expect(broken).toEqual({});
      expect(figures).toMatchObject({ lost: 0, duplicate_effects: 0, faults: 3 });
      expect(figures.ended.released).toBeGreaterThanOrEqual(40);
      while (children().length < before.length) await sleep(100);
      await everythingAnswers();
      expect(children().map(({ pid }) => pid)).not.toEqual(before.map(({ pid }) => pid));
      expect(running().output()).toContain("PostgreSQL is back");
    },
    PATIENCE,
  );

  test(
    "starts again after kill -9 of the supervisor, warm, and takes over what was left",
    async () => {
      const { dataFolder } = running();
      const left = children();
      await running().kill();
      stack = await startTestStack({ dataFolder });
      expect(stack.output()).toContain("taken over from a killed start");
      expect(stack.output()).toContain("database is up to date");
      expect(left.filter(isStillRunning)).toEqual([]);
      await everythingAnswers();
    },
    PATIENCE,
  );

  test(
    "drains on SIGTERM and leaves nothing running",
    async () => {
      const left = children();
      const lock = path.join(running().dataFolder, "postgres/data/postmaster.pid");
      expect(await running().stop()).toBe(0);
      expect(running().output()).toContain("stopped");
      expect(left.filter(isStillRunning)).toEqual([]);
      expect(() => readFileSync(lock)).toThrow();
    },
    PATIENCE,
  );
});
