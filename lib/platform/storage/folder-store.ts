import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { ObjectStore } from "./object-store";

/** Objects as files of mode 0600, written aside and renamed, so that a crash leaves a whole object or none. */
export function folderStore(folder: string): ObjectStore {
  return {
    put: async (key, sealed) => {
      const file = path.join(folder, key);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const aside = `${file}.${randomBytes(6).toString("hex")}.part`;
      const handle = await open(aside, "wx", 0o600);
      try {
        await handle.writeFile(sealed);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(aside, file);
    },
    get: async (key) => {
      try {
        return await readFile(path.join(folder, key));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    remove: (key) => rm(path.join(folder, key), { force: true }),
    list: (prefix) => listFiles(folder, prefix),
  };
}

async function* listFiles(folder: string, prefix: string): AsyncIterable<{ key: string; writtenAt: Date }> {
  let entries: Awaited<ReturnType<typeof readEntries>> = [];
  try {
    entries = await readEntries(path.join(folder, prefix));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  for (const entry of entries.filter((found) => found.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const { mtime } = await stat(file);
    yield { key: path.relative(folder, file), writtenAt: mtime };
  }
}

function readEntries(folder: string) {
  return readdir(folder, { recursive: true, withFileTypes: true });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
