import { useLocale, useTranslations } from "next-intl";
import { factLabel } from "#lib/applications/fact-labels";
import { conditionWords } from "#lib/policy/condition-words";
import { binds } from "#lib/policy/fired-clauses";
import type { Clause, PolicyPack, Rule } from "#lib/policy/pack";
import { EFFECTS } from "#lib/policy/pack-parts";
import { DefinitionList } from "#ui/definition-list";
import { InEnglish } from "#ui/in-english";
import { PackText } from "#ui/pack-text";
import { StateBadge } from "#ui/state-badge";
import { useChoices } from "../../_messages/choices";
import { longDay } from "../../_messages/formats";
import { ConditionTree } from "./condition-tree";
import { SourceLinks } from "./source-links";
import { EFFECT_TONES } from "./words";

/** One rule in full: what it says, when, with what effect, on what ground, since when, and what lifts it. */
export function RuleArticle({ pack, rule, today }: { pack: PolicyPack; rule: Rule; today: string }) {
  const t = useTranslations("policy");
  const { id, title, says, note, lifts, source, confirmed, legal_status: status } = rule;
  const effect = EFFECTS.findLast((one) => rule.clauses.some((clause) => clause.effect === one)) ?? "none";
  const since = useSince(rule, today);
  return (
    <article id={id} aria-labelledby={`${id}-title`} className="grid gap-3 border-t border-rule pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 id={`${id}-title`}>
          <a href={`#${id}`} className="font-mono text-small">
            {id}
          </a>{" "}
          <PackText of={`${id}.title`}>{title}</PackText>
        </h3>
        <span className="flex flex-wrap gap-2">
          <StateBadge tone={EFFECT_TONES[effect]}>{t(`effect.${effect}`)}</StateBadge>
          {confirmed ? null : <StateBadge tone="warn">{t("rules.unconfirmed")}</StateBadge>}
        </span>
      </div>
      <p className="font-serif text-lg">
        <InEnglish>{says}</InEnglish>
      </p>
      <DefinitionList
        items={[
          { key: "status", term: t("rules.ground"), value: t(`ground.${status}`) },
          { key: "since", term: t("rules.since"), value: since },
          { key: "lifts", term: t("rules.lifts"), value: <InEnglish key="lifts">{lifts}</InEnglish> },
          {
            key: "confirmed",
            term: t("rules.lawyer"),
            value: t(confirmed ? "rules.lawyerDone" : "rules.lawyerOpen"),
          },
          ...(note === null
            ? []
            : [{ key: "note", term: t("rules.note"), value: <InEnglish key="note">{note}</InEnglish> }]),
          ...(rule.sites_only
            ? [
                {
                  key: "sites",
                  term: t("rules.reach"),
                  value: t("rules.sitesOnly"),
                },
              ]
            : []),
        ]}
      />
      <ol className="grid gap-3">
        {rule.clauses.map((clause) => (
          <ClauseItem key={JSON.stringify(clause)} pack={pack} clause={clause} />
        ))}
      </ol>
      <SourceLinks pack={pack} sources={source} />
    </article>
  );
}

/** Since when a rule binds, and whether it does. */
function useSince(rule: Rule, today: string): string {
  const t = useTranslations("policy.rules");
  const language = useLocale();
  const { effective } = rule;
  const day = effective === null ? t("noDate") : longDay(language, effective);
  if (!binds(rule, { on: today })) return t("notYet", { day });
  return effective !== null && effective > today ? t("already", { day }) : day;
}

function ClauseItem({ pack, clause }: { pack: PolicyPack; clause: Clause }) {
  const t = useTranslations("policy");
  const documents = useChoices()("documentKinds");
  const { effect, because, until, tier_floor: floor, conditions = [] } = clause;
  const awaited = [
    ...(until?.documents ?? []).map((kind) => documents.find(({ value }) => value === kind)?.label ?? kind),
    ...(until?.registrations ?? []).map((key) => t("rules.reference", { name: key.replaceAll("_", " ") })),
  ];
  return (
    <li className="grid gap-1.5 border-s-2 border-rule-2 ps-4 text-[14px]">
      <p>
        <b className="font-medium">{t(`effectSays.${effect}`)}</b> <InEnglish>{because}</InEnglish>
      </p>
      {awaited.length === 0 ? null : (
        <p className="text-small text-ink-2">{t("rules.until", { list: awaited.join("; ") })}</p>
      )}
      {floor === undefined ? null : (
        <p className="text-small text-ink-2">{t("rules.floor", { tier: floor })}</p>
      )}
      {clause.lifts === undefined ? null : (
        <p className="text-small text-ink-2">
          {t.rich("rules.liftsPart", { text: () => <InEnglish>{clause.lifts}</InEnglish> })}
        </p>
      )}
      {conditions.length === 0 ? null : (
        <ul className="grid list-disc gap-0.5 ps-5 text-small text-ink-2">
          {conditions.map((condition) => (
            <li key={condition}>
              <InEnglish>{pack.conditions.find(({ id }) => id === condition)?.text ?? condition}</InEnglish>
            </li>
          ))}
        </ul>
      )}
      <details className="text-small">
        <summary className="cursor-pointer text-accent">{t("rules.when")}</summary>
        <div className="pt-1.5" lang="en">
          <ConditionTree words={conditionWords(pack, clause.when, factLabel)} />
        </div>
      </details>
    </li>
  );
}
