import { addBusinessDays, addBusinessMs, businessMsBetween, type Country } from "./business-time";
import type { PolicyPack } from "./pack";
import type { Tier } from "./pack-parts";
import { tierRow } from "./risk";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A review is said to be due soon while this many business days are left. */
export const DUE_SOON_DAYS = 2;
/** An open question is warned about when so many calendar days are left. */
export const QUESTION_WARNING_DAYS = { seven_days_left: 7, two_days_left: 2 } as const;

/** What is due: screening, triage and reasons take as long in each tier; a review does not. */
export type Stage = "screening" | "triage" | "review" | "reasons";

function daysOf(pack: PolicyPack, tier: Tier, stage: Stage): number {
  if (stage === "screening") return pack.clocks.screening_days;
  if (stage === "triage") return pack.clocks.triage_days;
  if (stage === "reasons") return pack.clocks.reasons_days;
  return tierRow(pack, tier).review_days;
}

/**
 * When a stage that began at `from` is due, in business days. A clock that runs out escalates; it never approves.
 *
 * @param country whose public holidays do not count
 */
export function dueAt(pack: PolicyPack, tier: Tier, stage: Stage, from: Date, country: Country = null): Date {
  return addBusinessDays(from, daysOf(pack, tier, stage), country);
}

/**
 * When a stage is due once its clock runs again: as many working hours later as it stood still, so that exactly as
 * much is left as when it stopped.
 *
 * @param stood from the moment when it stopped to the one when it goes on
 */
export function dueAfterPause(
  dueBefore: Date,
  stood: { from: Date; to: Date },
  country: Country = null,
): Date {
  return addBusinessMs(dueBefore, businessMsBetween(stood.from, stood.to, country), country);
}

export type ClockReading = "running" | "due_soon" | "overdue";

/** What a running clock says. Nothing follows from it but a warning: no reading moves a case. */
export function readClock(due: Date, now: Date, country: Country = null): ClockReading {
  if (now.getTime() >= due.getTime()) return "overdue";
  return due.getTime() <= addBusinessDays(now, DUE_SOON_DAYS, country).getTime() ? "due_soon" : "running";
}

/** When an unanswered information request withdraws the application: calendar days. */
export function informationRequestEndsAt(pack: PolicyPack, askedAt: Date): Date {
  return new Date(askedAt.getTime() + pack.clocks.information_request_days * DAY_MS);
}

export type QuestionWarning = keyof typeof QUESTION_WARNING_DAYS;

/** The last warning about an open question that is due by now; null before the first, and once it has lapsed. */
export function questionWarning(answerBy: Date, now: Date): QuestionWarning | null {
  const leftMs = answerBy.getTime() - now.getTime();
  if (leftMs <= 0) return null;
  if (leftMs <= QUESTION_WARNING_DAYS.two_days_left * DAY_MS) return "two_days_left";
  return leftMs <= QUESTION_WARNING_DAYS.seven_days_left * DAY_MS ? "seven_days_left" : null;
}

/** Until when a decision can be appealed: calendar days. */
export function appealEndsAt(pack: PolicyPack, decidedAt: Date): Date {
  return new Date(decidedAt.getTime() + pack.clocks.appeal_days * DAY_MS);
}

/** Where a pack does not say how long the contact of a decided concern is kept: calendar days. */
const CONCERN_CONTACT_DAYS = 180;

/** Until when the contact of a concern is kept that was decided then: for questions about the answer, and no longer. */
export function concernContactEndsAt(pack: PolicyPack, decidedAt: Date): Date {
  return new Date(decidedAt.getTime() + (pack.clocks.concern_contact_days ?? CONCERN_CONTACT_DAYS) * DAY_MS);
}

/** The end of the emergency lane's single-case key (HS27). */
export function emergencyEndsAt(pack: PolicyPack, from: Date): Date {
  return new Date(from.getTime() + pack.clocks.emergency_hours * HOUR_MS);
}

/** When an approval of the tier has to be looked at again. */
export function reReviewAt(pack: PolicyPack, tier: Tier, from: Date): Date {
  const { re_review_months: months } = tierRow(pack, tier);
  const due = new Date(from);
  due.setUTCDate(1);
  due.setUTCMonth(due.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(due.getUTCFullYear(), due.getUTCMonth() + 1, 0)).getUTCDate();
  due.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return due;
}
