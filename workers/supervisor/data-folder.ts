import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { removePlace } from "#lib/platform/embedded-postgres/place";
import { identifyProcess, isStillRunning, type ProcessIdentity } from "#lib/platform/process-identity";
import { Refusal } from "./refusal";

/** The file by which we know a folder as ours, to start in and to empty. */
const MARKER = "countersign-data-folder";
const MARKER_TEXT = "All local state of one Countersign. `npm start -- --fresh` empties this folder.\n";
const DISK_BYTES_MIN = 300 * 1024 * 1024;

export type DataFolder = { path: string; in: (name: string) => string; release: () => void };

/**
 * Opens the folder of all local state for this process alone.
 *
 * @throws Refusal when it belongs to something else, cannot be written, has no room, or is in use
 */
export function openDataFolder(folder: string): DataFolder {
  try {
    mkdirSync(folder, { recursive: true });
    refuseStrangers(folder);
    // Root's PostgreSQL runs as nobody and has to pass through; everything inside is closed to others by itself.
    chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
    writeFileSync(path.join(folder, MARKER), MARKER_TEXT, { mode: 0o600 });
    for (const name of ["run", "logs"]) mkdirSync(path.join(folder, name), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explained(error, folder);
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < DISK_BYTES_MIN) {
    throw new Refusal(
      `The disk of ${folder} is full: ${megabytes(bavail * bsize)} left, ${megabytes(DISK_BYTES_MIN)} needed.`,
    );
  }
  const lock = path.join(folder, "run/supervisor.json");
  takeLock(lock, folder);
  return {
    path: folder,
    in: (name) => path.join(folder, name),
    release: () => rmSync(lock, { force: true }),
  };
}

/** Removes all state but the lock that we hold. Only a folder with our marker comes this far. */
export function emptyDataFolder(folder: DataFolder): void {
  removePlace(folder.in("postgres"));
  for (const name of readdirSync(folder.path)) {
    if (name !== MARKER && name !== "run" && name !== "logs")
      rmSync(folder.in(name), { recursive: true, force: true });
  }
  rmSync(folder.in("run/seeded"), { force: true });
}

function refuseStrangers(folder: string): void {
  const names = readdirSync(folder);
  if (names.length === 0 || names.includes(MARKER)) return;
  throw new Refusal(
    `${folder} is not empty and not a data folder of Countersign. Choose another with COUNTERSIGN_DATA=…`,
  );
}

function explained(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return new Refusal(`No space left on the disk of ${folder}.`);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new Refusal(
      `The data folder ${folder} cannot be written by this user (${code}). ` +
        "Start as its owner, or choose another with COUNTERSIGN_DATA=…",
    );
  }
  if (code === "ENOTDIR" || code === "EEXIST") return new Refusal(`${folder} is not a folder.`);
  return error;
}

function takeLock(lock: string, folder: string): void {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, JSON.stringify(identifyProcess(process.pid)), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(own, lock); // made whole or not at all, and by one process only
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = readHolder(lock);
      if (holder !== undefined && isStillRunning(holder)) {
        throw new Refusal(
          `Countersign already runs on ${folder} (process ${holder.pid}). ` +
            "Stop that one, or run beside it with COUNTERSIGN_DATA=…, PORTAL_PORT=… and GATEWAY_PORT=…",
        );
      }
      rmSync(lock, { force: true }); // left by a start that was killed
    }
  } finally {
    rmSync(own, { force: true });
  }
}

function readHolder(lock: string): ProcessIdentity | undefined {
  if (!existsSync(lock)) return undefined;
  try {
    return JSON.parse(readFileSync(lock, "utf8")) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MB`;
}
