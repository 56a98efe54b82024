import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { activePack } from "#lib/policy/active-pack";
import { EDGES } from "./application";
import { PACK_MOVERS } from "./move-to-pack";
import { findUnderOtherPacks } from "./store";

/** Cases shown at a time. */
export const EARLIER_PACK_CASES_MAX = 200;

/**
 * Cases in flight that are judged by an earlier pack than the one in force, the oldest submission first, for those who
 * may move them; none for anyone else.
 */
export async function casesUnderEarlierPacks(actor: Actor) {
  if (!hasStaffRole(actor, ...PACK_MOVERS)) return [];
  const states = [...new Set(EDGES.filter(({ reason }) => reason === "rescreened").map(({ from }) => from))];
  return read(async (tx) => {
    const { version } = await activePack(tx);
    return findUnderOtherPacks(tx, { version, states, limit: EARLIER_PACK_CASES_MAX });
  });
}
