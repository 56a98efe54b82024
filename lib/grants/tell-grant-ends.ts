import { databaseNow, transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { reminderDue } from "./re-review";
import { findLivingGrants, insertReminder } from "./re-review-store";

/**
 * Tells ahead that a grant ends, 90, 30 and 7 days before, each once: an event for the rooms that tell people.
 * Called by the caretaker.
 *
 * @param now the database's time when left out
 * @returns how many were told
 */
export function tellGrantEnds({ now }: { now?: Date } = {}): Promise<number> {
  return transaction(async (tx) => {
    const at = now ?? (await databaseNow(tx));
    let told = 0;
    for (const grant of await findLivingGrants(tx)) {
      const days = reminderDue(grant, at);
      if (days === null || !(await insertReminder(tx, grant.id, days))) continue;
      await emitEvent(tx, {
        kind: "grant.ends_soon",
        subjectId: grant.applicationId,
        data: {
          organisationId: grant.tenantId,
          grantId: grant.id,
          days,
          endsAt: grant.expiresAt.toISOString(),
        },
      });
      told += 1;
    }
    return told;
  });
}
