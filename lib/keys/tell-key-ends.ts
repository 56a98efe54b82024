import { reminderDue } from "#lib/grants/re-review";
import { databaseNow, transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { findEndingKeys, insertKeyReminder } from "./reminder-store";

/** Days before its end at which the tenant is told. */
export const KEY_REMINDER_DAYS = [30, 14, 3] as const;

/**
 * Tells ahead that a key ends, each threshold once for each end that the key had. Called by the caretaker.
 *
 * @param now the database's time when left out
 * @returns how many were told
 */
export function tellKeyEnds({ now }: { now?: Date } = {}): Promise<number> {
  return transaction(async (tx) => {
    const at = now ?? (await databaseNow(tx));
    let told = 0;
    for (const key of await findEndingKeys(tx, { now: at, daysMax: Math.max(...KEY_REMINDER_DAYS) })) {
      const term = { createdAt: key.rotatedAt ?? key.createdAt, expiresAt: key.expiresAt };
      const days = reminderDue(term, at, KEY_REMINDER_DAYS);
      if (days === null) continue;
      if (!(await insertKeyReminder(tx, { keyId: key.id, endsAt: key.expiresAt, daysLeft: days }))) continue;
      await emitEvent(tx, {
        kind: "key.expiring",
        subjectId: key.id,
        data: { tenant_id: key.tenantId, days: String(days), expires_at: key.expiresAt.toISOString() },
      });
      told += 1;
    }
    return told;
  });
}
