import type { Condition, Values } from "./condition";
import type { PolicyPack, Rule } from "./pack";
import { countryOf } from "./places";

/** Where a rule can fire: everywhere, or only in these countries and regions. */
export type RulePlaces = "everywhere" | ReadonlySet<string>;

/** Facts whose values are places of establishment, of use or of the people concerned. */
const PLACE_FACTS: ReadonlySet<string> = new Set([
  "jurisdictions",
  "site_country",
  "site_region",
  "site_regions",
]);

/**
 * Where a rule can fire, as far as its conditions alone say. A rule that asks about no place, or only to make an
 * exception for it, can fire everywhere.
 */
export function rulePlaces(pack: PolicyPack, rule: Rule): RulePlaces {
  return united(rule.clauses.map(({ when }) => placesOf(pack, when)));
}

/** Whether a rule can fire at a place: one that binds in a region concerns its country, and the other way round. */
export function concerns(places: RulePlaces, place: string): boolean {
  if (places === "everywhere") return true;
  return [...places].some(
    (one) =>
      one === place || (countryOf(one) === countryOf(place) && (one.length === 2 || place.length === 2)),
  );
}

function placesOf(pack: PolicyPack, when: Condition): RulePlaces {
  if ("all" in when) return shared(when.all.map((part) => placesOf(pack, part)));
  if ("any" in when) return united(when.any.map((part) => placesOf(pack, part)));
  if ("not" in when) return "everywhere";
  if ("defined" in when) {
    const definition = pack.definitions.find(({ name }) => name === when.defined);
    return definition === undefined ? "everywhere" : placesOf(pack, definition.when);
  }
  if (when.fact === "site_bans" && "has" in when) {
    return new Set(pack.local_bans.filter(({ forbids }) => forbids === when.has).map(({ region }) => region));
  }
  if (!PLACE_FACTS.has(when.fact)) return "everywhere";
  if ("eq" in when) return new Set([when.eq]);
  if ("has" in when) return new Set([when.has]);
  if ("in" in when) return valuesOf(pack, when.in);
  if ("has_any" in when) return valuesOf(pack, when.has_any);
  if ("only" in when) return valuesOf(pack, when.only);
  return "everywhere";
}

function valuesOf(pack: PolicyPack, values: Values): ReadonlySet<string> {
  return new Set("list" in values ? (pack.lists[values.list] ?? []) : values);
}

function united(all: readonly RulePlaces[]): RulePlaces {
  const places = new Set<string>();
  for (const one of all) {
    if (one === "everywhere") return "everywhere";
    for (const place of one) places.add(place);
  }
  return places;
}

function shared(all: readonly RulePlaces[]): RulePlaces {
  const named = all.filter((one) => one !== "everywhere");
  const [first, ...others] = named;
  if (first === undefined) return "everywhere";
  return new Set([...first].filter((place) => others.every((one) => one.has(place))));
}
