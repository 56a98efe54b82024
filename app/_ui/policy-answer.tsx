import { useTranslations } from "next-intl";
import { RiskPicture } from "./risk-picture";
import { type FiredRule, RuleList } from "./rule-list";
import { StateBadge, type Tone } from "./state-badge";

type Outcome = "review" | "needs_instrument" | "blocked" | "denied";

const TONES: Readonly<Record<Outcome, Tone>> = {
  denied: "bad",
  blocked: "warn",
  needs_instrument: "info",
  review: "good",
};

export type PolicyAnswerProps = {
  outcome: Outcome;
  tier: string;
  risk: number;
  risk_parts: Readonly<Record<string, number>>;
  approvers: number;
  rules: readonly (FiredRule & { confirmed: boolean })[];
};

/** What the evaluator says of answers that nobody has submitted: outcome, tier, and the risk as a picture. */
export function PolicyAnswer({
  answer,
  scale,
}: {
  answer: PolicyAnswerProps;
  scale: Parameters<typeof RiskPicture>[0]["scale"];
}) {
  const { outcome, tier, risk, risk_parts: parts } = answer;
  const t = useTranslations("ui");
  return (
    <div className="grid gap-4">
      <div className="grid justify-items-start gap-2">
        <StateBadge tone={TONES[outcome]}>{t(`outcome.${outcome}.word`)}</StateBadge>
        <p className="font-serif text-lg">{t("tierAndRisk", { tier: tier.slice(1), risk })}</p>
        <p className="max-w-prose text-small text-ink-2">{t(`outcome.${outcome}.says`)}</p>
      </div>
      <RiskPicture scale={scale} parts={parts} risk={risk} tier={tier} />
    </div>
  );
}

/** The rules that would fire, each with a way to its full text; and which of them a lawyer has yet to confirm. */
export function AnsweredRules({ rules }: Pick<PolicyAnswerProps, "rules">) {
  const t = useTranslations("ui");
  if (rules.length === 0) return <p className="text-small text-ink-2">{t("noRuleFires")}</p>;
  const unconfirmed = rules.filter(({ confirmed }) => !confirmed).map(({ id }) => id);
  return (
    <div className="grid gap-2">
      <RuleList rules={rules} hrefOf={(id) => `/policy#${id}`} />
      {unconfirmed.length === 0 ? null : (
        <p className="text-tiny text-ink-2">{t("unconfirmed", { rules: unconfirmed.join(", ") })}</p>
      )}
    </div>
  );
}
