import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { removePlace } from "#lib/platform/embedded-postgres/place";
import { freePort } from "#lib/platform/free-port";
import { SECRET_NAMES } from "#lib/platform/secrets-folder";

export const PROJECT = path.resolve(import.meta.dirname, "../..");

export type TestStack = {
  portalUrl: string;
  gatewayUrl: string;
  dataFolder: string;
  pid: number;
  /** Everything that it has printed so far. */
  output: () => string;
  /** SIGTERM, and waits for the drain. @returns the exit code */
  stop: () => Promise<number | null>;
  /** kill -9, and leaves the data folder for another start. */
  kill: () => Promise<void>;
  /** Removes the data folder; the stack must have been stopped. */
  remove: () => void;
};

export type StackOptions = {
  flags?: readonly string[];
  env?: Record<string, string>;
  /** An earlier stack's, to start on its state. */
  dataFolder?: string;
};

/** The first start of a state of the sources builds the portal. */
const START_MS = 300_000;

/**
 * Starts the whole system as `npm start` does, on free ports and in a data folder of its own.
 *
 * @throws Error with all that it printed when it ends before it is ready
 */
export async function startTestStack(options: StackOptions = {}): Promise<TestStack> {
  const dataFolder = options.dataFolder ?? makeDataFolder();
  const ports = { PORTAL_PORT: String(await freePort()), GATEWAY_PORT: String(await freePort()) };
  const launched = launchStart({ ...options, dataFolder, env: { ...ports, ...options.env } });
  await launched.ready;
  const { portalUrl, gatewayUrl } = JSON.parse(readFileSync(path.join(dataFolder, "run/stack.json"), "utf8"));
  const { child, output, ended } = launched;
  return {
    portalUrl,
    gatewayUrl,
    dataFolder,
    pid: child.pid ?? 0,
    output,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    remove: () => {
      removePlace(path.join(dataFolder, "postgres"));
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export type LaunchedStart = {
  child: ChildProcess;
  output: () => string;
  /** Resolves at the line `ready`; rejects with the output when it ends before. */
  ready: Promise<void>;
  ended: Promise<number | null>;
};

/** `node bin/start.mjs`, as it is, for tests of the command itself. */
export function launchStart(options: StackOptions): LaunchedStart {
  const child = spawn(process.execPath, [path.join(PROJECT, "bin/start.mjs"), ...(options.flags ?? [])], {
    cwd: os.tmpdir(),
    env: startEnvironment(options),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const saidReady = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (/^ready$/m.test(said)) resolve();
      });
    }
  });
  const ready = Promise.race([saidReady, failure(ended, () => said)]);
  ready.catch(() => undefined); // a test of a start that fails looks at `ended` alone
  return { child, output: () => said, ready, ended };
}

async function failure(ended: Promise<number | null>, output: () => string): Promise<never> {
  const code = await Promise.race([ended, sleep(START_MS, "no line `ready` in time", { ref: false })]);
  throw new Error(`The start failed (${code}):\n${output()}`);
}

/** A folder that root's PostgreSQL, which runs as nobody, can pass through. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "countersign-stack-"));
  chmodSync(folder, 0o711);
  return folder;
}

/** The test file's own database and secrets are not the stack's. */
function startEnvironment({ dataFolder, env }: StackOptions): NodeJS.ProcessEnv {
  const inherited: NodeJS.ProcessEnv = { ...process.env };
  for (const name of [...SECRET_NAMES, "DATABASE_URL", "COUNTERSIGN_MODE", "NODE_ENV", "VITEST"]) {
    delete inherited[name];
  }
  return {
    ...inherited,
    LOG_LEVEL: "info",
    RECOGNITION_PROCESSES: "1",
    ...(dataFolder === undefined ? {} : { COUNTERSIGN_DATA: dataFolder }),
    ...env,
  };
}
