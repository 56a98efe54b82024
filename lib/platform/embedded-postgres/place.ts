import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";

/** PostgreSQL refuses to run as root, so root starts it as nobody. */
const NOBODY = 65534;

const ELSEWHERE = /^countersign-[0-9a-f]{24}$/;

/** Where one server keeps its state, and as whom it runs (undefined: as ourselves). */
export type Place = { folder: string; runAs: { uid: number; gid: number } | undefined };

/**
 * Makes the folder of one server's state, private to the server.
 *
 * Started by root beneath a folder that only root may enter (a checkout under /root, a `mktemp -d`), nobody
 * could not reach it: then the state lies under /var/tmp, and a file `elsewhere` in the folder asked for says where.
 */
export function preparePlace(wanted: string): Place {
  const folder = path.resolve(wanted);
  if (process.getuid?.() !== 0) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { folder, runAs: undefined };
  }
  const runAs = { uid: NOBODY, gid: NOBODY };
  mkdirSync(path.dirname(folder), { recursive: true });
  if (isOpenToAll(path.dirname(folder))) return { folder: handOver(folder, runAs), runAs };

  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { folder: handOver(elsewhere(folder), runAs), runAs };
}

/** Removes a stopped server's state, wherever it lies. */
export function removePlace(wanted: string): void {
  const folder = path.resolve(wanted);
  const outside = notedElsewhere(folder);
  if (outside !== undefined) rmSync(outside, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** Whether every user may pass through each folder on the way. */
export function isOpenToAll(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function notedElsewhere(folder: string): string | undefined {
  const note = path.join(folder, "elsewhere");
  const noted = existsSync(note) ? readFileSync(note, "utf8").trim() : "";
  // The note is only ours if it names a folder such as we make: what it names is removed with all it holds.
  return ELSEWHERE.test(path.basename(noted)) ? noted : undefined;
}

function elsewhere(folder: string): string {
  const known = notedElsewhere(folder);
  if (known !== undefined && existsSync(known)) return known;
  const shared = existsSync("/var/tmp") ? "/var/tmp" : os.tmpdir();
  // A name that cannot be guessed: nobody else can have made the folder before us.
  const made = path.join(shared, `countersign-${randomBytes(12).toString("hex")}`);
  mkdirSync(made, { mode: 0o700 });
  writeFileSync(path.join(folder, "elsewhere"), `${made}\n`);
  return made;
}

function handOver(folder: string, owner: { uid: number; gid: number }): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  return folder;
}
