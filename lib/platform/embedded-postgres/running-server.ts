import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { isAlive } from "../process-identity";
import type { Cluster } from "./cluster";

/** SQLSTATE 57P03 "cannot_connect_now": starting up, recovering or shutting down. */
const CANNOT_CONNECT_NOW = "57P03";
const RECOVERY_MS = 60_000;

export type RunningServer = { pid: number; port: number };

export function connectionString(cluster: Cluster, port: number, database: string): string {
  return `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/**
 * The server that runs on this cluster already: left by a parent that was killed.
 *
 * @returns undefined when none does; a lock file that a dead server left is PostgreSQL's own to clear, but one
 * whose number now belongs to a stranger is removed here, because PostgreSQL would refuse to start over it
 */
export async function findRunningServer(cluster: Cluster): Promise<RunningServer | undefined> {
  const lock = path.join(cluster.dataFolder, "postmaster.pid");
  if (!existsSync(lock)) return undefined;
  // Lines of postmaster.pid: pid, data folder, start, port, …
  const [pid = 0, , , port = 0] = readFileSync(lock, "utf8").split("\n").map(Number);
  if (!isAlive(pid)) return undefined;
  if (port > 0 && (await answersAsOurs(cluster, port, () => isAlive(pid)))) return { pid, port };
  if (isAlive(pid)) rmSync(lock, { force: true });
  return undefined;
}

/**
 * Waits until the server on this port takes our password for our folder.
 *
 * @param runs asked between attempts; false ends the wait
 * @returns false when it ended, refused us or is a stranger's
 */
export async function answersAsOurs(cluster: Cluster, port: number, runs: () => boolean): Promise<boolean> {
  const giveUpAt = performance.now() + RECOVERY_MS;
  let refusals = 0;
  while (runs() && performance.now() < giveUpAt) {
    const answer = await askFolder(cluster, port);
    if (answer === CANNOT_CONNECT_NOW) {
      await sleep(50);
      continue;
    }
    if (answer !== "ECONNREFUSED") return answer === cluster.dataFolder;
    refusals += 1;
    if (refusals > 100) return false;
    await sleep(20);
  }
  return false;
}

/** @returns the server's data folder, or the code of the error that kept us from learning it */
async function askFolder(cluster: Cluster, port: number): Promise<string> {
  const client = new pg.Client({
    connectionString: connectionString(cluster, port, "postgres"),
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {}); // a server that dies under us is what we are here to find out
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    return rows[0]?.folder ?? "";
  } catch (error) {
    return (error as { code?: string }).code ?? "unknown";
  } finally {
    await client.end().catch(() => {});
  }
}
