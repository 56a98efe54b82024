import { transaction } from "#lib/platform/db";
import { moveGrant } from "./move-grant";
import { findProvisioningGrants, lockGrant } from "./store";

/**
 * Ends what was being made for an applicant who took the case back before the first key. Done by the service when it
 * hears of the withdrawal; hearing of it twice ends nothing more.
 *
 * @returns how many ended; 0 for a case that was not withdrawn
 */
export function closeWithdrawnGrant({ applicationId }: { applicationId: string }): Promise<number> {
  return transaction(async (tx) => {
    let ended = 0;
    for (const grantId of await findProvisioningGrants(tx, applicationId)) {
      const grant = await lockGrant(tx, grantId);
      if (grant?.state !== "provisioning" || grant.applicationState !== "withdrawn") continue;
      await moveGrant(tx, { grantId, from: "provisioning", to: "revoked", actorId: null });
      ended += 1;
    }
    return ended;
  });
}
