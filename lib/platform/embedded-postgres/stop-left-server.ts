import { existsSync } from "node:fs";
import { existingCluster } from "./cluster";
import { preparePlace } from "./place";
import { findRunningServer } from "./running-server";
import { adopted } from "./start-postgres";

/** Ends the server that still runs on a folder, left by a parent that was killed; nothing to do when none does. */
export async function stopLeftServer(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const cluster = existingCluster(preparePlace(folder));
  if (cluster === undefined) return;
  const running = await findRunningServer(cluster);
  if (running !== undefined) await adopted(cluster, running).stop();
}
