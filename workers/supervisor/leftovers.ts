import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { identifyProcess, isStillRunning, type ProcessIdentity } from "#lib/platform/process-identity";

const DRAIN_MS = 12_000;

export type ChildRecord = { started: (pid: number) => void };

/**
 * Writes down which processes are ours, so that the next start finds those that outlive a killed supervisor.
 *
 * @param file replaced whole at each change
 */
export function recordChildren(file: string): ChildRecord {
  let known: ProcessIdentity[] = [];
  return {
    started: (pid) => {
      const identity = identifyProcess(pid);
      if (identity === undefined) return;
      known = [...known.filter(isStillRunning), identity];
      writeFileSync(`${file}.new`, JSON.stringify(known), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

/**
 * Ends what an earlier start left running: told to stop, and killed if it does not.
 *
 * @returns how many there were
 */
export async function endLeftovers(file: string): Promise<number> {
  const left = readRecorded(file).filter(isStillRunning);
  for (const identity of left) signal(identity, "SIGTERM");
  const giveUpAt = performance.now() + DRAIN_MS;
  while (left.some(isStillRunning) && performance.now() < giveUpAt) await sleep(50);
  for (const identity of left.filter(isStillRunning)) signal(identity, "SIGKILL");
  while (left.some(isStillRunning)) await sleep(50);
  return left.length;
}

function readRecorded(file: string): ProcessIdentity[] {
  if (!existsSync(file)) return [];
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ProcessIdentity[];
  } catch {
    return [];
  }
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  try {
    process.kill(identity.pid, name);
  } catch {
    // It ended by itself in this moment.
  }
}
