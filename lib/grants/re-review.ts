import { reReviewAt } from "#lib/policy/clock";
import type { PolicyPack } from "#lib/policy/pack";
import type { Tier } from "#lib/policy/pack-parts";
import { tierRow } from "#lib/policy/risk";

/** Days before its end at which the tenant is told. */
export const REMINDER_DAYS = [90, 30, 7] as const;

const DAY_MS = 86_400_000;
const CALENDAR_DAYS_A_BUSINESS_DAY = 7 / 5;

type Term = { createdAt: Date; expiresAt: Date };

/** When a grant has to have been looked at again: when the months of its tier are over, by its end at the latest. */
export function reReviewDueAt(pack: PolicyPack, tier: Tier, { createdAt, expiresAt }: Term): Date {
  const due = reReviewAt(pack, tier, createdAt);
  return expiresAt < due ? expiresAt : due;
}

/**
 * When the re-review begins, so that the review time of the tier fits in before it is due.
 *
 * @returns null for a grant so short that it would begin before half of it is over: that one only runs out
 */
export function reReviewOpensAt(pack: PolicyPack, tier: Tier, term: Term): Date | null {
  const dueAt = reReviewDueAt(pack, tier, term).getTime();
  const days = Math.ceil(tierRow(pack, tier).review_days * CALENDAR_DAYS_A_BUSINESS_DAY);
  const opensAt = dueAt - days * DAY_MS;
  return opensAt - term.createdAt.getTime() < dueAt - opensAt ? null : new Date(opensAt);
}

/**
 * Which reminder of an end is due, a grant's or another's: the nearest one, and none that lies before its term.
 *
 * @param reminderDays from the farthest to the nearest
 * @returns days ahead, or null
 */
export function reminderDue(
  { createdAt, expiresAt }: Term,
  now: Date,
  reminderDays: readonly number[] = REMINDER_DAYS,
): number | null {
  if (now >= expiresAt) return null;
  const reached = reminderDays.filter((days) => {
    const at = expiresAt.getTime() - days * DAY_MS;
    return now.getTime() >= at && createdAt.getTime() < at;
  });
  return reached.at(-1) ?? null;
}
