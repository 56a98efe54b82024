import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Place } from "./place";

/** A cluster on disk: PostgreSQL's own folder, and the password of its one superuser. */
export type Cluster = { dataFolder: string; password: string };

/** Locale and zone of the server never depend on the machine's. NODE_ENV is there for Next's types alone. */
export const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  LC_ALL: "C",
  PGTZ: "UTC",
  TZ: "UTC",
};

/**
 * The cluster in this place, made on the first start. Made aside and then renamed, so that an interrupted
 * first start leaves nothing half-made to trip over.
 */
export function ensureCluster(place: Place, native: string): Cluster {
  const dataFolder = path.join(place.folder, "data");
  const passwordFile = path.join(place.folder, "password");
  if (!existsSync(passwordFile)) {
    writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
    if (place.runAs !== undefined) chownSync(passwordFile, place.runAs.uid, place.runAs.gid);
  }
  const password = readFileSync(passwordFile, "utf8").trim();
  if (!existsSync(path.join(dataFolder, "PG_VERSION"))) {
    const half = `${dataFolder}.new`;
    rmSync(half, { recursive: true, force: true });
    initialise(place, native, half, passwordFile);
    rmSync(dataFolder, { recursive: true, force: true });
    renameSync(half, dataFolder);
  }
  return { dataFolder, password };
}

/** The cluster in this place, when it was made before. */
export function existingCluster(place: Place): Cluster | undefined {
  const dataFolder = path.join(place.folder, "data");
  if (!existsSync(path.join(dataFolder, "PG_VERSION"))) return undefined;
  return { dataFolder, password: readFileSync(path.join(place.folder, "password"), "utf8").trim() };
}

function initialise(place: Place, native: string, folder: string, passwordFile: string): void {
  const settings = ["-U", "postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const { status, stderr, error } = spawnSync(
    path.join(native, "bin/initdb"),
    ["-D", folder, ...settings, ...locale, "--no-sync"],
    { ...place.runAs, cwd: place.folder, env: SERVER_ENVIRONMENT, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr.trim()}`);
}
