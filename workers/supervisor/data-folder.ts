import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { removePlace } from "#lib/platform/embedded-postgres/place";
import { identifyProcess, isStillRunning, type ProcessIdentity } from "#lib/platform/process-identity";
import { Refusal } from "./refusal";

/** The file by which we know a folder as ours, to start in and to empty. */
const MARKER = "countersign-data-folder";
const MARKER_TEXT = "All local state of one Countersign. `npm start -- --fresh` empties this folder.\n";
/** Folders that opening makes; the lock in `run` is ours. */
const EMPTY_AT_FIRST = ["run", "logs"];
const DISK_BYTES_MIN = 300 * 1024 * 1024;

export type DataFolder = { path: string; in: (name: string) => string; release: () => void };

/**
 * Opens the folder of all local state for this process alone.
 *
 * @returns `release` lets go of it, and takes it away again when this start made it and nothing came of it
 * @throws Refusal when it belongs to something else, cannot be made or written, has no room, or is in use; nothing
 * is left behind then
 */
export function openDataFolder(folder: string): DataFolder {
  const lock = path.join(folder, "run/supervisor.json");
  const made: string[] = [];
  let isNew = false;
  const takeAway = () => {
    if (isNew && holdsNothing(folder)) remove(folder, made);
  };
  try {
    makeFolders(folder, made);
    isNew = readdirSync(folder).length === 0;
    refuseStrangers(folder);
    // Root's PostgreSQL runs as nobody and has to pass through; everything inside is closed to others by itself.
    chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
    writeFileSync(path.join(folder, MARKER), MARKER_TEXT, { mode: 0o600 });
    for (const name of EMPTY_AT_FIRST) makeFolders(path.join(folder, name), [], 0o700);
    requireRoom(folder);
    takeLock(lock, folder);
  } catch (error) {
    if (isNew) takeAway();
    else removeEmpty(made);
    throw explained(error, folder);
  }
  return {
    path: folder,
    in: (name) => path.join(folder, name),
    release: () => {
      rmSync(lock, { force: true });
      takeAway();
    },
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

/**
 * One folder at a time: Node's own `recursive` tries for ever where the system refuses a name below a folder that is
 * there with ENOENT, as /proc does.
 *
 * @param made takes what did not exist before, outermost first
 */
function makeFolders(folder: string, made: string[], mode = 0o777): void {
  if (isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolders(parent, made);
  try {
    mkdirSync(folder, mode);
    made.push(folder);
  } catch (error) {
    if (!isFolder(folder)) throw error; // another start may just have made it
  }
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether there is only what opening it puts there. */
function holdsNothing(folder: string): boolean {
  return readdirSync(folder).every(
    (name) =>
      name === MARKER || (EMPTY_AT_FIRST.includes(name) && readdirSync(path.join(folder, name)).length === 0),
  );
}

function remove(folder: string, made: readonly string[]): void {
  rmSync(path.join(folder, MARKER), { force: true });
  removeEmpty([...made, ...EMPTY_AT_FIRST.map((name) => path.join(folder, name))]);
}

/** @param folders outermost first; what somebody else has put something into stays */
function removeEmpty(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

function requireRoom(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= DISK_BYTES_MIN) return;
  throw new Refusal(
    `The disk of ${folder} is full: ${megabytes(bavail * bsize)} left, ${megabytes(DISK_BYTES_MIN)} needed.`,
  );
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
  if (code === undefined) return error;
  return new Refusal(
    `The data folder ${folder} cannot be made (${code}). Choose another with COUNTERSIGN_DATA=…`,
  );
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
