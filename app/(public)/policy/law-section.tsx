import { useLocale, useTranslations } from "next-intl";
import { type AwaitedFact, awaitedFacts, type LegalChange, legalTimeline } from "#lib/policy/legal-timeline";
import type { PolicyInForce } from "#lib/policy/public-view";
import { InEnglish } from "#ui/in-english";
import { PackText } from "#ui/pack-text";
import { Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { longDay } from "../../_messages/formats";

/** What the law asks from when on, what is still to come, and what would change if a statute came into force. */
export function LawSection({ policy: { pack, facts, today } }: { policy: PolicyInForce }) {
  const t = useTranslations("policy.law");
  const language = useLocale();
  const changes = legalTimeline(pack, facts, today);
  return (
    <Section id="law" title={t("title")} lead={t("lead", { day: longDay(language, today) })}>
      <div className="grid gap-4">
        <h3>{t("waitsFor")}</h3>
        {awaitedFacts(pack, facts, today).map((fact) => (
          <Awaited key={fact.fact} fact={fact} />
        ))}
      </div>
      <div className="grid gap-3">
        <h3>{t("days")}</h3>
        <ol className="grid">
          {changes.map((change) => (
            <Change key={change.key} change={change} />
          ))}
        </ol>
      </div>
    </Section>
  );
}

function Awaited({ fact }: { fact: AwaitedFact }) {
  const t = useTranslations("policy.law");
  const language = useLocale();
  const { title, checklist, isHolding, inForceFrom, changes } = fact;
  return (
    <div className="grid gap-2 border-t border-rule pt-3">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <p className="font-serif">
          <InEnglish>{title}</InEnglish>
        </p>
        <StateBadge tone={isHolding ? "good" : "plain"}>{t(isHolding ? "inForce" : "notInForce")}</StateBadge>
      </div>
      <p className="text-small text-ink-2">
        {inForceFrom === null
          ? t("nothing")
          : t(isHolding ? "onRecord" : "onRecordNotYet", { day: longDay(language, inForceFrom) })}
      </p>
      <p className="text-small">{t("onlyWith")}</p>
      <ul className="grid list-disc gap-0.5 ps-5 text-small">
        {checklist.map(({ id, says }) => (
          <li key={id}>
            <InEnglish>{says}</InEnglish>
          </li>
        ))}
      </ul>
      <p className="text-small">{t("wouldChange")}</p>
      <ul className="grid gap-1.5 text-small">
        {changes.map(({ id, title: rule, lifts }) => (
          <li key={id} className="grid gap-0.5 border-s-2 border-rule-2 ps-3">
            <span>
              <a href={`#${id}`} className="font-mono">
                {id}
              </a>{" "}
              <PackText of={`${id}.title`}>{rule}</PackText>
            </span>
            <span className="text-ink-2">
              <InEnglish>{lifts}</InEnglish>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Change({ change }: { change: LegalChange }) {
  const t = useTranslations("policy.law");
  const language = useLocale();
  const { on, title, change: says, ruleId, isFuture, isConfirmed } = change;
  return (
    <li className="grid gap-x-4 gap-y-1 border-t border-rule py-2 text-small sm:grid-cols-[9.5rem_minmax(0,1fr)_auto]">
      <time dateTime={on}>{longDay(language, on)}</time>
      <span className="grid gap-0.5" lang="en">
        {ruleId === null ? title : <a href={`#${ruleId}`}>{title}</a>}
        <span className="text-ink-2">{says}</span>
      </span>
      <span className="flex flex-wrap content-start gap-1">
        {isFuture ? <StateBadge tone="info">{t("toCome")}</StateBadge> : null}
        {isConfirmed ? null : <StateBadge tone="warn">{t("unconfirmed")}</StateBadge>}
      </span>
    </li>
  );
}
