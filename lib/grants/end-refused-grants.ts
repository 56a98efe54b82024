import { transaction } from "#lib/platform/db";
import { LIVING } from "./grant";
import { moveGrant } from "./move-grant";
import { findRefusal } from "./refusal-store";
import { lockGrant } from "./store";
import { findOlderGrants } from "./succession-store";

/**
 * Ends the living grant of a case whose re-review two people declined: their refusal is of its going on. An
 * amendment that is declined ends nothing, since its own case has no grant. Hearing of it twice ends it once.
 *
 * @returns how many grants ended
 */
export function endRefusedGrants({ decisionId }: { decisionId: string }): Promise<number> {
  return transaction(async (tx) => {
    const refusal = await findRefusal(tx, decisionId);
    if (refusal === null) return 0;
    const grantIds = await findOlderGrants(tx, { applicationIds: [refusal.applicationId], except: "" });
    for (const grantId of grantIds) {
      const grant = await lockGrant(tx, grantId);
      if (grant === null || !LIVING.includes(grant.state)) continue;
      const note = "Its re-review was declined by two signatures.";
      await moveGrant(tx, { grantId, from: grant.state, to: "revoked", actorId: refusal.lastSignerId, note });
    }
    return grantIds.length;
  });
}
