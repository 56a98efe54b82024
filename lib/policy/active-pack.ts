import type { Tx } from "#lib/platform/db";
import { loadPack } from "./load-pack";
import type { PolicyPack } from "./pack";
import { findNewestPack } from "./pack-store";

/**
 * The pack that judges from now on: the one released last. Which one that is, is asked each time; its content is
 * read and checked once.
 *
 * @throws Error before any pack was released: the service cannot judge, and says so instead of letting pass
 */
export async function activePack(tx: Tx): Promise<PolicyPack> {
  const newest = await findNewestPack(tx);
  if (newest === null) throw new Error("no policy pack was released yet");
  return (await loadPack(tx, newest.version)).pack;
}
