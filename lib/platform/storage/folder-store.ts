import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { ObjectStore } from "./object-store";

/** A file that is being written, and how long that can take. */
const HALF = ".part";
const HALF_MS_MAX = 60 * 60_000;

/** Objects as files of mode 0600, written aside and renamed, so that a crash leaves a whole object or none. */
export function folderStore(folder: string): ObjectStore {
  return {
    put: async (key, sealed) => {
      const file = path.join(folder, key);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const aside = `${file}.${randomBytes(6).toString("hex")}${HALF}`;
      const handle = await open(aside, "wx", 0o600);
      try {
        await handle.writeFile(sealed);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(aside, file);
    },
    get: (key) => orMissing(readFile(path.join(folder, key))),
    remove: (key) => rm(path.join(folder, key), { force: true }),
    list: (prefix) => listFiles(folder, prefix),
  };
}

/** What a crash left half-written is no object: it is passed over, and taken away once nobody can be writing it. */
async function* listFiles(folder: string, prefix: string): AsyncIterable<{ key: string; writtenAt: Date }> {
  const entries = (await orMissing(readEntries(path.join(folder, prefix)))) ?? [];
  for (const entry of entries.filter((found) => found.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const found = await orMissing(stat(file));
    if (found === null) continue;
    if (!file.endsWith(HALF)) yield { key: path.relative(folder, file), writtenAt: found.mtime };
    else if (found.mtimeMs < Date.now() - HALF_MS_MAX) await rm(file, { force: true });
  }
}

async function orMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function readEntries(folder: string) {
  return readdir(folder, { recursive: true, withFileTypes: true });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
