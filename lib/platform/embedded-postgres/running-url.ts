import { existsSync } from "node:fs";
import { existingCluster } from "./cluster";
import { preparePlace } from "./place";
import { connectionString, findRunningServer } from "./running-server";

/**
 * Where the server that runs on a folder answers, for a command beside the system that started it.
 *
 * @returns undefined when none runs there
 * @throws Error of the file system for somebody else's folder
 */
export async function runningUrl(folder: string, database: string): Promise<string | undefined> {
  if (!existsSync(folder)) return undefined;
  const cluster = existingCluster(preparePlace(folder));
  const running = cluster && (await findRunningServer(cluster));
  return running && connectionString(cluster, running.port, database);
}
