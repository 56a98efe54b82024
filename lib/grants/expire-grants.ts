import { changeState } from "#lib/applications/change-state";
import { databaseNow, transaction } from "#lib/platform/db";
import { moveGrant } from "./move-grant";
import { findLapsedGrants, lockGrant } from "./store";

/**
 * Marks grants whose term is over, by the database's clock. The gate refuses them from that moment by itself;
 * this is for the record and for the pages. Called by the caretaker.
 *
 * @returns how many were marked
 */
export async function expireGrants(): Promise<number> {
  return transaction(async (tx) => {
    const now = await databaseNow(tx);
    let marked = 0;
    for (const grantId of await findLapsedGrants(tx, now)) {
      const grant = await lockGrant(tx, grantId);
      if (grant === null || grant.expiresAt > now || !["active", "restricted"].includes(grant.state))
        continue;
      await moveGrant(tx, { grantId, from: grant.state, to: "expired", actorId: null });
      await changeState(tx, {
        applicationId: grant.applicationId,
        from: grant.applicationState,
        to: "expired",
        actor: "service",
        reasonCode: "expired",
      });
      marked += 1;
    }
    return marked;
  });
}
