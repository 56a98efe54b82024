import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port";
import { isAlive } from "../process-identity";
import { binariesFor } from "./binaries";
import { type Cluster, ensureCluster, SERVER_ENVIRONMENT } from "./cluster";
import { type Place, preparePlace } from "./place";
import { answersAsOurs, connectionString, findRunningServer } from "./running-server";

const ATTEMPTS = 20;
const STOP_MS = 20_000;

export type EmbeddedPostgres = {
  port: number;
  pid: number;
  /** True when it ran already, left by a parent that was killed. */
  adopted: boolean;
  url: (database: string) => string;
  /** Resolves when the server has ended, asked to or not. */
  ended: Promise<void>;
  /** Ends sessions, writes everything out, and resolves when the server is gone. */
  stop: () => Promise<void>;
};

/**
 * Starts PostgreSQL from npm's binaries, or takes over the one that runs on this folder already.
 *
 * @param options.folder holds the cluster, its password and its log
 * @param options.port wanted; without it any free one
 * @param options.durable false trades crash safety for speed: for throwaway databases only
 * @throws Error with the end of the server's log when it does not come up
 */
export async function startPostgres(options: {
  folder: string;
  port?: number;
  durable?: boolean;
}): Promise<EmbeddedPostgres> {
  const place = preparePlace(options.folder);
  const native = binariesFor(place);
  const cluster = ensureCluster(place, native);
  const running = await findRunningServer(cluster);
  if (running !== undefined) return adopted(cluster, running);

  // A port can be taken between finding and binding it; and after a kill -9 the old server's last children
  // hold its shared memory for a moment.
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const child = launch(place, native, cluster, { port, durable: options.durable ?? true });
    const runs = () => child.exitCode === null && child.signalCode === null;
    if (await answersAsOurs(cluster, port, runs)) return started(cluster, child, port);
    if (runs()) child.kill("SIGQUIT");
    if (attempt >= ATTEMPTS) throw new Error(`PostgreSQL did not start:\n${endOfLog(place)}`);
    await sleep(250);
  }
}

function launch(
  place: Place,
  native: string,
  cluster: Cluster,
  { port, durable }: { port: number; durable: boolean },
): ChildProcess {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 300,
    shared_buffers: "64MB",
    ...(durable
      ? {}
      : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(path.join(place.folder, "server.log"), "a", 0o600);
  const child = spawn(path.join(native, "bin/postgres"), ["-D", cluster.dataFolder, ...flags], {
    ...place.runAs,
    cwd: place.folder,
    env: SERVER_ENVIRONMENT,
    stdio: ["ignore", log, log],
    // Ctrl-C goes to the whole foreground group; the server must outlive the processes that write to it.
    detached: true,
  });
  child.on("error", () => {}); // shows as an exit; the log says why
  closeSync(log);
  return child;
}

function started(cluster: Cluster, child: ChildProcess, port: number): EmbeddedPostgres {
  const endWithUs = () => child.kill("SIGINT");
  process.once("exit", endWithUs);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      process.removeListener("exit", endWithUs);
      resolve();
    });
  });
  const pid = child.pid ?? 0;
  const url = (database: string) => connectionString(cluster, port, database);
  return { port, pid, adopted: false, url, ended, stop: () => end(ended, (signal) => child.kill(signal)) };
}

/** A handle on a server that was started by somebody else. */
export function adopted(cluster: Cluster, { pid, port }: { pid: number; port: number }): EmbeddedPostgres {
  const ended = (async () => {
    while (isAlive(pid)) await sleep(200, undefined, { ref: false });
  })();
  const url = (database: string) => connectionString(cluster, port, database);
  return {
    port,
    pid,
    adopted: true,
    url,
    ended,
    stop: () => end(ended, (signal) => process.kill(pid, signal)),
  };
}

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one (recovery at the next start). */
async function end(ended: Promise<void>, signal: (name: "SIGINT" | "SIGQUIT") => void): Promise<void> {
  try {
    signal("SIGINT");
  } catch {
    return; // gone already
  }
  const late = setTimeout(() => signal("SIGQUIT"), STOP_MS);
  await ended;
  clearTimeout(late);
}

function endOfLog(place: Place): string {
  return readFileSync(path.join(place.folder, "server.log"), "utf8").trim().split("\n").slice(-8).join("\n");
}
