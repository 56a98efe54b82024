import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isStillRunning, type ProcessIdentity } from "#lib/platform/process-identity";

/** The processes of one running system, found by what the supervisor wrote down of them; nobody else's is touched. */
export type Processes = {
  /** Process ids by their name without a number: `recognition` may have several. */
  named: (name: ProcessName) => number[];
  /** Ids of the engines, which are children of the recognition processes. */
  engines: () => number[];
  postgres: () => number[];
};
export type ProcessName = "portal" | "gateway" | "recognition" | "caretaker";

export function processesOf(dataFolder: string): Processes {
  const recorded = (): number[] =>
    (JSON.parse(readFileSync(path.join(dataFolder, "run/children.json"), "utf8")) as ProcessIdentity[])
      .filter(isStillRunning)
      .map(({ pid }) => pid);
  const named = (name: ProcessName) => recorded().filter((pid) => nameOf(pid)?.startsWith(name) === true);
  return {
    named,
    engines: () => {
      const workers = new Set(named("recognition"));
      return everyPid().filter((pid) => workers.has(parentOf(pid)));
    },
    postgres: () => {
      const lock = textOf(path.join(dataFolder, "postgres/data/postmaster.pid"));
      return lock === "" ? [] : [Number.parseInt(lock, 10)];
    },
  };
}

/** Ends it as a power cut would. One that has ended by itself in this moment is ended enough. */
export function kill(pid: number): void {
  signal(pid, "SIGKILL");
}

export async function freeze(pid: number, ms: number): Promise<void> {
  signal(pid, "SIGSTOP");
  await sleep(ms);
  signal(pid, "SIGCONT");
}

const TICK_MS = 50;

/** Lets it have a tenth of the time, as a machine does that is short of cores. */
export async function starve(pid: number, ms: number): Promise<void> {
  const until = performance.now() + ms;
  while (performance.now() < until) {
    await freeze(pid, TICK_MS * 9);
    await sleep(TICK_MS);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}

function nameOf(pid: number): string | undefined {
  const variables = textOf(`/proc/${pid}/environ`).split("\0");
  return variables
    .find((text) => text.startsWith("COUNTERSIGN_PROCESS="))
    ?.slice("COUNTERSIGN_PROCESS=".length);
}

/** Of /proc/PID/stat, whose second field is a name in brackets that may hold anything. */
function parentOf(pid: number): number {
  const stat = textOf(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

function everyPid(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // it ended meanwhile
  }
}
