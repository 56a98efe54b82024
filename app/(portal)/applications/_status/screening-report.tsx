import { useTranslations } from "next-intl";
import type { ScreeningInWords } from "#lib/applications/screening-words";
import { InEnglish } from "#ui/in-english";
import { Moment } from "#ui/moment";
import { Section } from "#ui/page";
import { useRiskPartWord } from "#ui/risk-picture";
import { RuleList } from "#ui/rule-list";
import { StateBadge, type Tone } from "#ui/state-badge";

const OUTCOMES = {
  denied: { tone: "bad", isReviewed: false },
  blocked: { tone: "warn", isReviewed: false },
  needs_instrument: { tone: "info", isReviewed: true },
  review: { tone: "good", isReviewed: true },
} as const satisfies Record<ScreeningInWords["outcome"], { tone: Tone; isReviewed: boolean }>;

const RISK_PARTS = ["operation", "mode", "space", "consequence", "subjects", "authority"] as const;

/** What the policy said: the outcome, the risk and its parts, every rule that fired, and the conditions. */
export function ScreeningReport({ screening }: { screening: ScreeningInWords & { at: Date } }) {
  const t = useTranslations("status");
  const outcome = OUTCOMES[screening.outcome];
  const { rules, conditions, risk, tier, approvers } = screening;
  const unconfirmed = rules.filter(({ confirmed }) => !confirmed).map(({ id }) => id);
  return (
    <Section
      title={t("screening.title")}
      lead={
        <>
          {t.rich("screening.read", { pack: screening.pack, when: () => <Moment at={screening.at} /> })}{" "}
          {t(`screening.outcome.${screening.outcome}.says`)}
        </>
      }
      actions={
        <StateBadge tone={outcome.tone}>{t(`screening.outcome.${screening.outcome}.word`)}</StateBadge>
      }
    >
      <div className="grid gap-1">
        <p>
          {t("screening.risk", { risk, tier: tier.slice(1) })}{" "}
          {outcome.isReviewed ? t("screening.approvers", { count: approvers }) : null}
        </p>
        <RiskParts parts={screening.risk_parts} />
      </div>
      {rules.length === 0 ? (
        <p className="text-ink-2">{t("screening.noRule")}</p>
      ) : (
        <RuleList rules={rules} />
      )}
      {unconfirmed.length > 0 ? (
        <p className="text-small text-ink-2">
          {t("screening.unconfirmed", { rules: unconfirmed.join(", ") })}
        </p>
      ) : null}
      <Conditions conditions={conditions} />
      <Sources screening={screening} />
    </Section>
  );
}

function RiskParts({ parts }: { parts: Readonly<Record<string, number>> }) {
  const riskPartWord = useRiskPartWord();
  return (
    <p className="text-small text-ink-2">
      {RISK_PARTS.map((part) => ({ part, points: parts[part] ?? 0 }))
        .filter(({ points }) => points > 0)
        .map(({ part, points }) => `${riskPartWord(part)} ${points}`)
        .join(", ")}
    </p>
  );
}

function Conditions({ conditions }: Pick<ScreeningInWords, "conditions">) {
  const t = useTranslations("status");
  if (conditions.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3>{t("screening.conditions")}</h3>
      <ul className="grid list-disc gap-1 ps-5 text-small">
        {conditions.map(({ id, from, text }) => (
          <li key={`${from} ${id}`}>
            <InEnglish>{text}</InEnglish> <span className="text-ink-3">({from})</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Sources({ screening: { rules } }: { screening: ScreeningInWords }) {
  const t = useTranslations("status");
  const addresses = [...new Set(rules.flatMap((rule) => rule.addresses))];
  if (addresses.length === 0) return null;
  return (
    <details className="text-small">
      <summary className="cursor-pointer text-accent">{t("screening.sources")}</summary>
      <ul className="mt-2 grid gap-1">
        {addresses.map((address) => (
          <li key={address} className="break-all">
            <a href={address} rel="noreferrer">
              {address}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
