import { z } from "zod";
import { isCountry, isRegion } from "./places";

/** Control characters other than tab and line ends: PostgreSQL's jsonb refuses NUL, and nobody types the rest. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

/** A text that is typed by a person: not blank, no control characters, at most `max` characters. */
export function text(what: string, max = 300) {
  const message = `${what}, up to ${max} characters`;
  return z
    .string({ error: message })
    .max(max, { error: `Shorten it: ${message}` })
    .refine((value) => /\S/.test(value), { error: message })
    .refine((value) => !CONTROL.test(value) && value.isWellFormed(), {
      error: "Type it again without invisible control characters",
    });
}

/** A text of several paragraphs. */
export function prose(what: string) {
  return text(what, 4_000);
}

/** One of a closed list; the message names the list. */
export function choice<const T extends readonly string[]>(what: string, values: T) {
  return z.enum(values, { error: `${what}: one of ${values.join(", ")}` });
}

/** Several of a closed list, each once. */
export function choices<const T extends readonly string[]>(what: string, values: T) {
  return z
    .array(choice(what, values), { error: `${what}: a list of ${values.join(", ")}` })
    .min(1, { error: `${what}: choose at least one` })
    .refine((list) => new Set(list).size === list.length, { error: "Name each only once" });
}

/** A yes or no that has to be said; an answer left out is not a no. */
export function yesNo(question: string) {
  return z.boolean({ error: `${question} Answer true or false` });
}

/** A whole number from 0. */
export function count(what: string, max: number) {
  const message = `${what}, a whole number from 0 to ${max}`;
  return z.int({ error: message }).min(0, { error: message }).max(max, { error: message });
}

/** A calendar day, `2027-01-15`. */
export function day(what: string) {
  return z.iso.date({ error: `${what}, as a day such as 2027-01-15` });
}

/** ISO 3166-1 alpha-2. */
export function country(what: string) {
  const error = `${what}, as a two-letter ISO 3166-1 code in capitals such as GB`;
  return z.string({ error }).refine(isCountry, { error });
}

/** ISO 3166-2, or nothing. */
export const region = z
  .string({ error: "The region, as an ISO 3166-2 code such as US-IL" })
  .refine(isRegion, { error: "The region, as an ISO 3166-2 code such as US-IL" })
  .nullish();

/** A page that people can open. */
export function webAddress(what: string) {
  const error = `${what}, as an address that begins with https://`;
  return z.url({ protocol: /^https$/, error }).max(500, { error });
}
