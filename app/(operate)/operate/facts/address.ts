import { isDay } from "#lib/policy/days";
import type { FactQuery } from "#lib/policy/fact-view";
import { isCountry, isRegion } from "#lib/policy/places";

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the address asks, what was typed in it, and what is wrong with that, by field. */
export type FactsAsked = {
  query: FactQuery;
  typed: Readonly<Record<keyof FactQuery, string>>;
  errors: Partial<Record<keyof FactQuery, string>>;
};

const CHARACTERS_MAX = 100;

/** Reads the address of the list. Total: what is wrong in it narrows nothing, and is said. @param today a day in UTC */
export function factsAsked(address: Query, today: string): FactsAsked {
  const first = (name: string) =>
    ([address[name]].flat()[0] ?? "").toWellFormed().slice(0, CHARACTERS_MAX).trim();
  const typed = { fact: first("fact"), place: first("place"), on: first("on"), known: first("known") };
  const { fact, place, on, known } = typed;
  const errors: FactsAsked["errors"] = {};
  if (place !== "" && !(isCountry(place) || isRegion(place)))
    errors.place = "The code of a country or region, such as US or US-IL";
  if (fact !== "" && !/^[a-z][a-z0-9_]*$/.test(fact)) errors.fact = "A kind of the list";
  if (on !== "" && !isDay(on)) errors.on = "Give a day, such as 2031-01-01";
  if (known !== "" && (!isDay(known) || known > today))
    errors.known = `Give a day up to today, such as ${today}: nothing is known of later ones`;
  const asked = (name: keyof FactQuery) => (errors[name] === undefined && typed[name] ? typed[name] : null);
  const query = { fact: asked("fact"), place: asked("place"), on: asked("on"), known: asked("known") };
  return { query, typed, errors };
}
