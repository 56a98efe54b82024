import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#lib/platform/free-port";
import { requireProgram } from "./needs";

export type TestRedis = {
  url: string;
  port: number;
  /** Ends it as a power cut would. Without persistence, all that it held is lost. */
  kill: () => Promise<void>;
  /** Starts it again on the same port; empty, unless it was started with persistence. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

const START_MS = 10_000;

/** A Redis of the test's own, on a free port, with nothing but what the test puts in. */
export async function startRedis({ persistent = false } = {}): Promise<TestRedis> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "countersign-redis-"));
  const port = await freePort();
  let child = await launch(folder, port, persistent);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill: () => end("SIGKILL"),
    restart: async () => {
      await end("SIGKILL");
      child = await launch(folder, port, persistent);
    },
    stop: async () => {
      await end("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(folder: string, port: number, persistent: boolean): Promise<ChildProcess> {
  const persistence = persistent
    ? ["--appendonly", "yes", "--appendfsync", "always"]
    : ["--appendonly", "no"];
  const child = spawn(
    requireProgram("redis-server"),
    ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", ...persistence].concat([
      "--maxmemory-policy",
      "noeviction",
    ]),
    { stdio: "ignore" },
  );
  const giveUpAt = performance.now() + START_MS;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || performance.now() > giveUpAt)
      throw new Error("redis-server did not start");
    await sleep(20);
  }
  return child;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
