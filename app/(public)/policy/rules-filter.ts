import type { PolicyPack, Rule } from "#lib/policy/pack";
import { EFFECTS, type Effect } from "#lib/policy/pack-parts";
import { isCountry, isRegion } from "#lib/policy/places";
import { concerns, rulePlaces } from "#lib/policy/rule-places";

/** Which rules are shown, as the page's address says it. Null: any. */
export type RulesFilter = { effect: Effect | null; place: string | null; text: string };

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const TEXT_CHARACTERS_MAX = 100;

/** Reads the address. Total: what is no filter of ours filters nothing. */
export function rulesFilter(query: Query): RulesFilter {
  const first = (name: string) => [query[name]].flat()[0] ?? "";
  const effect = EFFECTS.find((one) => one === first("effect"));
  const place = first("place");
  return {
    effect: effect ?? null,
    place: isCountry(place) || isRegion(place) ? place : null,
    text: first("q").toWellFormed().slice(0, TEXT_CHARACTERS_MAX).trim(),
  };
}

export function isFiltering({ effect, place, text }: RulesFilter): boolean {
  return effect !== null || place !== null || text !== "";
}

/** The rules that have the effect, can fire at the place and hold the text. */
export function filteredRules(pack: PolicyPack, filter: RulesFilter): Rule[] {
  const wanted = filter.text.toLowerCase();
  return pack.rules.filter(
    (rule) =>
      (filter.effect === null || rule.clauses.some(({ effect }) => effect === filter.effect)) &&
      (filter.place === null || concerns(rulePlaces(pack, rule), filter.place)) &&
      (wanted === "" || wordsOf(rule).includes(wanted)),
  );
}

function wordsOf(rule: Rule): string {
  const { id, title, says, note, lifts, source, clauses } = rule;
  return [id, title, says, note ?? "", lifts]
    .concat(
      source.map(({ cite }) => cite),
      clauses.map(({ because }) => because),
    )
    .join("\n")
    .toLowerCase();
}

/** Every country and region that some rule names, once. */
export function placesNamed(pack: PolicyPack): string[] {
  const named = pack.rules.map((rule) => rulePlaces(pack, rule)).filter((places) => places !== "everywhere");
  return [...new Set(named.flatMap((places) => [...places]))];
}
