import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openLog } from "./log-tail";

export type ProcessSpec = {
  name: string;
  /** For Node: options, file and arguments. */
  command: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Asked until it answers 2xx; without it the process says by itself that it is ready. */
  readyUrl?: string;
  /** How long its drain may take before it is killed. */
  stopMs: number;
  /** Started again when the sources change, in `npm run dev`. */
  reloads: boolean;
};

export type Death = { how: string; livedMs: number; wasReady: boolean };

export type LaunchedProcess = {
  pid: number | undefined;
  /** Stays open when it ends before it was ready. */
  ready: Promise<void>;
  ended: Promise<Death>;
  signal: (name: NodeJS.Signals) => void;
};

const READY_POLL_MS = 150;

/**
 * Starts one process. It writes to its log by itself, so that it outlives us long enough to drain, and is in a
 * session of its own: Ctrl-C in the terminal comes to the supervisor alone, which stops the parts in their order.
 */
export function launchProcess(spec: ProcessSpec, cwd: string, logFile: string): LaunchedProcess {
  const startedAt = performance.now();
  const log = openLog(logFile);
  const child = spawn(process.execPath, spec.command, {
    cwd,
    env: spec.env,
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  closeSync(log);
  let wasReady = false;
  const ready = whenReady(spec, child).then(() => {
    wasReady = true;
  });
  const ended = new Promise<Death>((resolve) => {
    const end = (how: string) => resolve({ how, wasReady, livedMs: performance.now() - startedAt });
    child.once("error", (error) => end(error.message));
    child.once("exit", (code, signal) => end(signal ?? `code ${code}`));
  });
  return { pid: child.pid, ready, ended, signal: (name) => void child.kill(name) };
}

async function whenReady(spec: ProcessSpec, child: ChildProcess): Promise<void> {
  const { readyUrl } = spec;
  if (readyUrl === undefined) {
    await new Promise<void>((resolve) => {
      child.on("message", (message) => {
        if (isReadyMessage(message)) resolve();
      });
    });
    return;
  }
  while (child.exitCode === null && child.signalCode === null) {
    if (await answers(readyUrl)) return;
    await sleep(READY_POLL_MS);
  }
  await new Promise(() => {}); // it has ended; nobody waits for this any more
}

/** Whether a GET of this address is answered with 2xx within two seconds. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function isReadyMessage(message: unknown): boolean {
  return typeof message === "object" && message !== null && "ready" in message && message.ready === true;
}
