import type { PolicyPack } from "./pack";
import type { Tier } from "./pack-parts";
import { tierRow } from "./risk";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What is due: screening, triage and reasons take as long in each tier; a review does not. */
export type Stage = "screening" | "triage" | "review" | "reasons";

function isBusinessDay(moment: Date): boolean {
  const weekday = moment.getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * The same time of day, `days` business days later, in UTC. Saturday and Sunday do not count; what starts on one
 * starts on Monday at the same time of day.
 *
 * @param days a whole number from 0
 */
export function addBusinessDays(from: Date, days: number): Date {
  let moment = from;
  while (!isBusinessDay(moment)) moment = new Date(moment.getTime() + DAY_MS);
  for (let left = days; left > 0; ) {
    moment = new Date(moment.getTime() + DAY_MS);
    if (isBusinessDay(moment)) left -= 1;
  }
  return moment;
}

function daysOf(pack: PolicyPack, tier: Tier, stage: Stage): number {
  if (stage === "screening") return pack.clocks.screening_days;
  if (stage === "triage") return pack.clocks.triage_days;
  if (stage === "reasons") return pack.clocks.reasons_days;
  return tierRow(pack, tier).review_days;
}

/**
 * When a stage that began at `from` is due. A clock that runs out escalates; it never approves.
 *
 * @param pausedMs time during which the clock stood still, as while the applicant was asked; 0 by default
 */
export function dueAt(pack: PolicyPack, tier: Tier, stage: Stage, from: Date, pausedMs = 0): Date {
  return addBusinessDays(new Date(from.getTime() + pausedMs), daysOf(pack, tier, stage));
}

/** When an unanswered information request withdraws the application: calendar days. */
export function informationRequestEndsAt(pack: PolicyPack, askedAt: Date): Date {
  return new Date(askedAt.getTime() + pack.clocks.information_request_days * DAY_MS);
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
