import { transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { findReachedQuotas, insertQuotaNotice } from "./quota-store";

/** Shares of a month's quota at which the tenant is told, in percent. */
export const QUOTA_SHARES = [80, 100] as const;

/**
 * Tells that a grant has used so much of this month's calls, each share once a month; whoever passes both at once is
 * told the greater alone. Called by the caretaker.
 *
 * @returns how many were told
 */
export function tellQuotas(): Promise<number> {
  return transaction(async (tx) => {
    let told = 0;
    for (const { grantId, month, used, quota } of await findReachedQuotas(tx, Math.min(...QUOTA_SHARES))) {
      const reached = QUOTA_SHARES.filter((percent) => 100 * used >= percent * quota);
      const fresh: number[] = [];
      for (const percent of reached) {
        if (await insertQuotaNotice(tx, { grantId, month, percent })) fresh.push(percent);
      }
      const percent = fresh.at(-1);
      if (percent === undefined || percent !== reached.at(-1)) continue;
      await emitEvent(tx, {
        kind: "quota.reached",
        subjectId: grantId,
        data: { month, percent: String(percent) },
      });
      told += 1;
    }
    return told;
  });
}
