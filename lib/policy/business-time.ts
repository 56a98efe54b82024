import { dayOf } from "./days";
import { isPublicHoliday } from "./holidays";

const DAY_MS = 86_400_000;

/** Whose public holidays count besides Saturday and Sunday: ISO 3166-1 alpha-2, or null for nobody's. */
export type Country = string | null;

/** Whether people work on this day of UTC. */
export function isBusinessDay(moment: Date, country: Country): boolean {
  const weekday = moment.getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  return country === null || !isPublicHoliday(country, dayOf(moment));
}

/**
 * The same time of day, `days` business days later, in UTC. Saturday, Sunday and public holidays do not count; what
 * starts on one starts on the next business day at the same time of day.
 *
 * @param days a whole number from 0
 */
export function addBusinessDays(from: Date, days: number, country: Country = null): Date {
  let moment = from;
  while (!isBusinessDay(moment, country)) moment = new Date(moment.getTime() + DAY_MS);
  for (let left = days; left > 0; ) {
    moment = new Date(moment.getTime() + DAY_MS);
    if (isBusinessDay(moment, country)) left -= 1;
  }
  return moment;
}

/** How much of the time between two moments lies on business days, each of 24 hours, in ms; 0 when `to` is not later. */
export function businessMsBetween(from: Date, to: Date, country: Country): number {
  let worked = 0;
  for (let at = from.getTime(); at < to.getTime(); ) {
    const end = Math.min(endOfDay(at), to.getTime());
    if (isBusinessDay(new Date(at), country)) worked += end - at;
    at = end;
  }
  return worked;
}

/** The moment when so much time of business days has gone by, each of 24 hours. @param ms a whole number from 0 */
export function addBusinessMs(from: Date, ms: number, country: Country): Date {
  let at = from.getTime();
  for (let left = ms; left > 0; ) {
    const end = endOfDay(at);
    if (!isBusinessDay(new Date(at), country)) {
      at = end;
    } else if (left < end - at) {
      return new Date(at + left);
    } else {
      left -= end - at;
      at = end;
    }
  }
  return new Date(at);
}

function endOfDay(at: number): number {
  return (Math.floor(at / DAY_MS) + 1) * DAY_MS;
}
