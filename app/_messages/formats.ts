import type { Language } from "./languages";

/** Whose manner of writing dates and numbers each language takes. */
const TAGS: Readonly<Record<Language, string>> = { en: "en-GB", fr: "fr-FR", es: "es-ES" };

const DAY = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
const DAY_AND_TIME = { ...DAY, hour: "2-digit", minute: "2-digit" } as const;

/** A day with its month cut short: "3 Mar 2027". In UTC. */
export function shortDay(language: Language, at: Date): string {
  return at.toLocaleDateString(TAGS[language], DAY);
}

/** A calendar day as people write it: "3 March 2027". @param day such as 2027-03-03 */
export function longDay(language: Language, day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return at.toLocaleDateString(TAGS[language], { ...DAY, month: "long" });
}

/** A month as people write it: "March 2027". @param day any of it, such as 2027-03-01 */
export function monthAndYear(language: Language, day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return at.toLocaleDateString(TAGS[language], { month: "long", year: "numeric", timeZone: "UTC" });
}

/** A moment to the minute, in UTC and saying so. */
export function dayAndTime(language: Language, at: Date): string {
  return `${at.toLocaleString(TAGS[language], DAY_AND_TIME)} UTC`;
}

/** The time of day where the reader is: "14:05". */
export function hourAndMinute(language: Language, at: Date): string {
  return at.toLocaleTimeString(TAGS[language], { hour: "2-digit", minute: "2-digit" });
}

/** A number with the language's own marks. @param digits after the decimal mark, at most */
export function numberIn(language: Language, value: number, digits = 3): string {
  return value.toLocaleString(TAGS[language], { maximumFractionDigits: digits });
}

/** A share in percent, whole from ten on: "24%" or "2,4 %". @param share 1 is all of it; over 1 is fine */
export function percentIn(language: Language, share: number): string {
  return share.toLocaleString(TAGS[language], {
    style: "percent",
    maximumFractionDigits: share < 0.1 ? 1 : 0,
  });
}

/** A number with just so many digits after the decimal mark: "0.50". */
export function decimalIn(language: Language, value: number, digits: number): string {
  return value.toLocaleString(TAGS[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Sorts words as the language does. */
export function inOrder(language: Language): (one: string, other: string) => number {
  return new Intl.Collator(TAGS[language]).compare;
}

/** Words as a list, "one, two and three". */
export function listIn(language: Language, words: readonly string[]): string {
  return new Intl.ListFormat(TAGS[language]).format(words);
}

/** A length of time with its unit written out: "60 seconds". */
export function lengthIn(language: Language, value: number, unit: "second" | "hour" | "day"): string {
  return new Intl.NumberFormat(TAGS[language], { style: "unit", unit, unitDisplay: "long" }).format(value);
}
