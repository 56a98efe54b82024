import Link from "next/link";
import { placeName } from "#lib/applications/form/places";
import type { PolicyPack, Rule } from "#lib/policy/pack";
import { EFFECTS } from "#lib/policy/pack-parts";
import { Button } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import { Empty, Section } from "#ui/page";
import { RuleArticle } from "./rule-article";
import { isFiltering, placesNamed, type RulesFilter } from "./rules-filter";
import { EFFECT_WORDS } from "./words";

/** The rules that no person overrules, those that the filter lets through. */
export function RulesSection({
  pack,
  rules,
  filter,
  today,
}: {
  pack: PolicyPack;
  rules: readonly Rule[];
  filter: RulesFilter;
  today: string;
}) {
  return (
    <Section
      id="rules"
      title="Hard-stop rules"
      lead="Every rule is read, and the strictest decides. Nobody overrules one in a case: only what lifts it, as it says itself, or a released new pack."
    >
      <FilterForm pack={pack} filter={filter} />
      <p className="text-small text-ink-2" role="status">
        {rules.length === pack.rules.length
          ? `All ${pack.rules.length} rules.`
          : `${rules.length} of ${pack.rules.length} rules. `}
        {isFiltering(filter) ? <Link href="/policy#rules">Show all</Link> : null}
      </p>
      {rules.length === 0 ? (
        <Empty title="No rule matches">
          <p>Take out a part of the filter to see more.</p>
        </Empty>
      ) : (
        <div className="grid gap-8">
          {rules.map((rule) => (
            <RuleArticle key={rule.id} pack={pack} rule={rule} today={today} />
          ))}
        </div>
      )}
    </Section>
  );
}

/** A plain GET form: the filter is the address, and works without scripts. */
function FilterForm({ pack, filter }: { pack: PolicyPack; filter: RulesFilter }) {
  const places = placesNamed(pack)
    .map((value) => ({ value, label: placeName(value) }))
    .sort((one, other) => one.label.localeCompare(other.label, "en"));
  const used = EFFECTS.filter((effect) =>
    pack.rules.some((rule) => rule.clauses.some((one) => one.effect === effect)),
  );
  return (
    <search aria-label="Rules">
      <form
        method="get"
        action="/policy#rules"
        className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_1fr_auto] print:hidden"
      >
        <TextField name="q" type="search" label="Holds the words" defaultValue={filter.text} />
        <SelectField
          name="place"
          label="Can fire in"
          empty="Anywhere"
          choices={places}
          defaultValue={filter.place ?? ""}
        />
        <SelectField
          name="effect"
          label="Effect"
          empty="Any"
          choices={used.map((value) => ({ value, label: EFFECT_WORDS[value].word }))}
          defaultValue={filter.effect ?? ""}
        />
        <Button type="submit">Filter</Button>
      </form>
    </search>
  );
}
