import { databaseNow, transaction } from "#lib/platform/db";
import { followCase } from "./follow-case";
import { isSingleCase, LIVING } from "./grant";
import { moveGrant } from "./move-grant";
import { reviewAfterwards } from "./review-afterwards";
import { findLapsedGrants, lockGrant } from "./store";

/**
 * Marks grants whose term is over, by the database's clock. The gate refuses them from that moment by itself;
 * this is for the record and for the pages. Nothing is ever prolonged. A grant of the emergency lane goes into the
 * review that follows it. Called by the caretaker.
 *
 * @param now the database's time when left out
 * @returns how many were marked
 */
export async function expireGrants({ now }: { now?: Date } = {}): Promise<number> {
  return transaction(async (tx) => {
    const at = now ?? (await databaseNow(tx));
    let marked = 0;
    for (const grantId of await findLapsedGrants(tx, at)) {
      const grant = await lockGrant(tx, grantId);
      if (grant === null || grant.expiresAt > at || !LIVING.includes(grant.state)) continue;
      await moveGrant(tx, { grantId, from: grant.state, to: "expired", actorId: null });
      if (isSingleCase(grant.terms)) await reviewAfterwards(tx, grant, at);
      else await followCase(tx, grant, { to: "expired", actor: "service", reasonCode: "expired" });
      marked += 1;
    }
    return marked;
  });
}
