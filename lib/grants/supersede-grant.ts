import { appendEntry } from "#lib/ledger/append-entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import type { Tx } from "#lib/platform/db";
import { followCase } from "./follow-case";
import { LIVING } from "./grant";
import { moveGrant } from "./move-grant";
import { lockGrant } from "./store";
import { findOlderGrants, findPredecessor, moveKeys } from "./succession-store";

/**
 * Ends what a grant that has just gone live takes the place of: earlier versions of its own case, and the grants of
 * the case that it amends. Their keys go over to it in the same transaction, so that no call falls between the two;
 * from then on a key can do what its own scopes and the new grant both allow.
 */
export async function supersedeOlder(
  tx: Tx,
  { grantId, applicationId }: { grantId: string; applicationId: string },
): Promise<void> {
  const predecessorId = await findPredecessor(tx, applicationId);
  const cases = predecessorId === null ? [applicationId] : [applicationId, predecessorId];
  for (const olderId of await findOlderGrants(tx, { applicationIds: cases, except: grantId })) {
    const older = await lockGrant(tx, olderId);
    if (older === null || !LIVING.includes(older.state)) continue;
    await moveGrant(tx, { grantId: olderId, from: older.state, to: "superseded", actorId: null });
    for (const keyId of await moveKeys(tx, { from: olderId, to: grantId })) {
      await appendEntry(tx, ruledEntry("key.moved", keyId, { from_grant_id: olderId, grant_id: grantId }));
    }
    if (older.applicationId === applicationId) continue;
    await endPredecessor(tx, older);
  }
}

type LockedGrant = NonNullable<Awaited<ReturnType<typeof lockGrant>>>;

/** The amended case ends with its grant; one that people have in hand for a re-review has nothing left to decide. */
async function endPredecessor(tx: Tx, older: LockedGrant): Promise<void> {
  const note = "Its grant gave way to the one of its amendment.";
  await followCase(tx, older, { to: "expired", actor: "service", reasonCode: "expired", note });
}
