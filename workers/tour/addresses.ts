import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { TourFailure } from "./step";

const PROJECT = path.resolve(import.meta.dirname, "../..");
const running = z.object({ portalUrl: z.url(), gatewayUrl: z.url() });

export type Addresses = z.infer<typeof running>;

/**
 * Where the running system answers: as said by PORTAL_URL and GATEWAY_URL, or as the system wrote into its data
 * folder when it started.
 *
 * @throws TourFailure when nothing says so
 */
export function addresses(): Addresses {
  const { PORTAL_URL, GATEWAY_URL, COUNTERSIGN_DATA = ".data" } = process.env;
  if (PORTAL_URL && GATEWAY_URL) return { portalUrl: PORTAL_URL, gatewayUrl: GATEWAY_URL };
  const file = path.resolve(PROJECT, COUNTERSIGN_DATA, "run/stack.json");
  if (!existsSync(file)) {
    throw new TourFailure(
      "No running system found. Start one with `npm start` in another terminal (the same COUNTERSIGN_DATA, if you set it), wait for the line `ready`, then try again.",
    );
  }
  return running.parse(JSON.parse(readFileSync(file, "utf8")));
}
