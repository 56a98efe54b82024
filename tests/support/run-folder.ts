import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { isOpenToAll } from "#lib/platform/embedded-postgres/place";
import { isAlive } from "#lib/platform/process-identity";

const PREFIX = "countersign-test-";

/** A new folder for one run's server and temporary folders, marked as ours; whom the server runs as can get in. */
export function makeRunFolder(): string {
  const run = mkdtempSync(path.join(temporaryFolder(), PREFIX));
  chmodSync(run, 0o711);
  writeFileSync(path.join(run, "owner"), String(process.pid));
  return run;
}

export function removeRunFolder(run: string): void {
  rmSync(run, { recursive: true, force: true });
}

/** Ends the servers and removes the folders of runs that were killed, so that they do not pile up. */
export function sweepLeftovers(): void {
  const parent = temporaryFolder();
  const names = readdirSync(parent).filter((name) => name.startsWith(PREFIX));
  for (const folder of names.map((name) => path.join(parent, name))) {
    const owner = firstNumber(path.join(folder, "owner"));
    // Unreadable: another user's, or one that is being made at this moment.
    if (owner === undefined || isAlive(owner)) continue;
    const server = firstNumber(path.join(folder, "postgres/data/postmaster.pid"));
    try {
      if (server !== undefined && isAlive(server)) process.kill(server, "SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Not ours to end after all, or still writing: the next run tries again.
    }
  }
}

// Run by root, the server runs as nobody, who cannot pass through a temporary folder of root's own.
function temporaryFolder(): string {
  return process.getuid?.() !== 0 || isOpenToAll(os.tmpdir()) ? os.tmpdir() : "/var/tmp";
}

function firstNumber(file: string): number | undefined {
  try {
    const number = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isNaN(number) ? undefined : number;
  } catch {
    return undefined;
  }
}
