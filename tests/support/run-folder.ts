import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { isOpenToAll } from "#lib/platform/embedded-postgres/place";
import { isAlive } from "#lib/platform/process-identity";

const PREFIX = "countersign-test-";

/** Linux's folder in memory. A database is copied there eight times as fast as on a disk, and each file has its own. */
const MEMORY = "/dev/shm";

/** Bytes that must be free there: a whole run takes less than half, and the engines want theirs. */
const ROOM_NEEDED = 8e9;

/** A new folder for one run's server and temporary folders, marked as ours; whom the server runs as can get in. */
export function makeRunFolder(): string {
  const parent = hasRoomInMemory() ? MEMORY : temporaryFolder();
  const run = mkdtempSync(path.join(parent, PREFIX));
  chmodSync(run, 0o711);
  writeFileSync(path.join(run, "owner"), String(process.pid));
  return run;
}

export function removeRunFolder(run: string): void {
  rmSync(run, { recursive: true, force: true });
}

/** Ends the servers and removes the folders of runs that were killed, so that they do not pile up. */
export function sweepLeftovers(): void {
  for (const folder of [temporaryFolder(), MEMORY].flatMap(runFolders)) {
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

function runFolders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  const names = readdirSync(parent).filter((name) => name.startsWith(PREFIX));
  return names.map((name) => path.join(parent, name));
}

function hasRoomInMemory(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM_NEEDED && os.freemem() >= ROOM_NEEDED && isOpenToAll(MEMORY);
  } catch {
    return false; // not Linux, or closed to us
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
