import { useTranslations } from "next-intl";
import { factLabel } from "#lib/applications/fact-labels";
import { placeName } from "#lib/applications/form/places";
import { conditionWords } from "#lib/policy/condition-words";
import type { PolicyPack } from "#lib/policy/pack";
import { isCountry } from "#lib/policy/places";
import { Section } from "#ui/page";
import { ConditionTree } from "./condition-tree";

/** What the rules mean by their own words. */
export function DefinitionSection({ pack }: { pack: PolicyPack }) {
  const t = useTranslations("policy.definitions");
  return (
    <Section id="definitions" title={t("title")} lead={t("lead")}>
      <dl className="grid gap-4" lang="en">
        {pack.definitions.map(({ name, says, when }) => (
          <div key={name} id={`definition-${name}`} className="grid gap-1 border-t border-rule pt-3">
            <dt className="font-serif">{says}</dt>
            <dd>
              <ConditionTree words={conditionWords(pack, when, factLabel)} />
            </dd>
          </div>
        ))}
      </dl>
      <dl className="grid gap-3 text-small" lang="en">
        {Object.entries(pack.lists).map(([name, values]) => (
          <div key={name} id={`list-${name}`} className="grid gap-1 border-t border-rule pt-3">
            <dt className="font-medium">{capitalised(name.replaceAll("_", " "))}</dt>
            <dd className="text-ink-2">{values.map(memberWords).join(", ")}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function memberWords(value: string): string {
  return isCountry(value) ? placeName(value) : value.replaceAll("_", " ");
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
