import Holidays from "date-holidays";
import { type Day, dayOf } from "./days";

const DAY_MS = 86_400_000;

/** A country's public holidays of a year do not change while a process lives. */
const known = new Map<string, ReadonlySet<Day>>();

/**
 * Whether a day is a public holiday of the whole country. Pure: the tables of date-holidays, which come with the
 * package, and no clock.
 *
 * Holidays of a part of the country alone are working days here, and so is every day where nothing is known.
 *
 * @param country ISO 3166-1 alpha-2, such as GB
 */
export function isPublicHoliday(country: string, day: Day): boolean {
  const year = Number(day.slice(0, 4));
  const key = `${country} ${year}`;
  const days = known.get(key) ?? publicHolidays(country, year);
  known.set(key, days);
  return days.has(day);
}

function publicHolidays(country: string, year: number): ReadonlySet<Day> {
  const calendar = new Holidays(country).getHolidays(year);
  return new Set(
    calendar
      .filter(({ type }) => type === "public")
      .flatMap(({ date, start, end }) => daysFrom(date, end.getTime() - start.getTime())),
  );
}

/** A feast can last for days; one that begins at sunset is counted as the day that it is named for. */
function daysFrom(date: string, lastsMs: number): Day[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const count = Math.max(1, Math.round(lastsMs / DAY_MS));
  return Array.from({ length: count }, (_, index) => dayOf(new Date(first + index * DAY_MS)));
}
