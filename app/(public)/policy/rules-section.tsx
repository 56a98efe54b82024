import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { placeName } from "#lib/applications/form/places";
import type { PolicyPack, Rule } from "#lib/policy/pack";
import { EFFECTS } from "#lib/policy/pack-parts";
import { Button } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import { Empty, Section } from "#ui/page";
import { countriesIn } from "../../_messages/countries";
import { inOrder } from "../../_messages/formats";
import { RuleArticle } from "./rule-article";
import { isFiltering, placesNamed, type RulesFilter } from "./rules-filter";

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
  const t = useTranslations("policy.rules");
  const isAll = rules.length === pack.rules.length;
  return (
    <Section id="rules" title={t("title")} lead={t("lead")}>
      <FilterForm pack={pack} filter={filter} />
      <p className="text-small text-ink-2" role="status">
        {t("count", { shown: rules.length, total: pack.rules.length, isAll: isAll ? "yes" : "no" })}{" "}
        {isFiltering(filter) ? <Link href="/policy#rules">{t("all")}</Link> : null}
      </p>
      {rules.length === 0 ? (
        <Empty title={t("none.title")}>
          <p>{t("none.text")}</p>
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
  const t = useTranslations("policy");
  const language = useLocale();
  const countries = countriesIn(language);
  const compare = inOrder(language);
  // Regions have their English names: the platform knows countries alone in other languages.
  const places = placesNamed(pack)
    .map((value) => ({
      value,
      label: countries.find((one) => one.value === value)?.label ?? placeName(value),
    }))
    .sort((one, other) => compare(one.label, other.label));
  const used = EFFECTS.filter((effect) =>
    pack.rules.some((rule) => rule.clauses.some((one) => one.effect === effect)),
  );
  return (
    <search aria-label={t("rules.filter.name")}>
      <form
        method="get"
        action="/policy#rules"
        className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_1fr_auto] print:hidden"
      >
        <TextField name="q" type="search" label={t("rules.filter.text")} defaultValue={filter.text} />
        <SelectField
          name="place"
          label={t("rules.filter.place")}
          empty={t("rules.filter.anywhere")}
          choices={places}
          defaultValue={filter.place ?? ""}
        />
        <SelectField
          name="effect"
          label={t("rules.filter.effect")}
          empty={t("rules.filter.any")}
          choices={used.map((value) => ({ value, label: t(`effect.${value}`) }))}
          defaultValue={filter.effect ?? ""}
        />
        <Button type="submit">{t("rules.filter.apply")}</Button>
      </form>
    </search>
  );
}
