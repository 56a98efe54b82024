import { RiskPicture } from "./risk-picture";
import { type FiredRule, RuleList } from "./rule-list";
import { StateBadge, type Tone } from "./state-badge";

type Outcome = "review" | "needs_instrument" | "blocked" | "denied";

const OUTCOMES: Readonly<Record<Outcome, { word: string; tone: Tone; says: string }>> = {
  denied: {
    word: "would be refused",
    tone: "bad",
    says: "A rule refuses this, and no person can overrule it. Beside each rule stands what would lift it.",
  },
  blocked: {
    word: "would be blocked",
    tone: "warn",
    says: "It would wait until what the rules ask for is there and staff have verified it.",
  },
  needs_instrument: {
    word: "people would review it; each use needs an order",
    tone: "info",
    says: "Reviewers would judge it. If it were approved, no key would work without a judge's order for the use at hand.",
  },
  review: {
    word: "people would review it",
    tone: "good",
    says: "No rule stands in the way. That is no approval: reviewers judge it, and two people sign.",
  },
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
  const words = OUTCOMES[outcome];
  return (
    <div className="grid gap-4">
      <div className="grid justify-items-start gap-2">
        <StateBadge tone={words.tone}>{words.word}</StateBadge>
        <p className="font-serif text-lg">
          Tier {tier.slice(1)} of 4, risk {risk}
        </p>
        <p className="max-w-prose text-small text-ink-2">{words.says}</p>
      </div>
      <RiskPicture scale={scale} parts={parts} risk={risk} tier={tier} />
    </div>
  );
}

/** The rules that would fire, each with a way to its full text; and which of them a lawyer has yet to confirm. */
export function AnsweredRules({ rules }: Pick<PolicyAnswerProps, "rules">) {
  if (rules.length === 0) return <p className="text-small text-ink-2">No rule would fire.</p>;
  const unconfirmed = rules.filter(({ confirmed }) => !confirmed).map(({ id }) => id);
  return (
    <div className="grid gap-2">
      <RuleList rules={rules} hrefOf={(id) => `/policy#${id}`} />
      {unconfirmed.length === 0 ? null : (
        <p className="text-tiny text-ink-2">
          A lawyer has yet to confirm how these read the law: {unconfirmed.join(", ")}.
        </p>
      )}
    </div>
  );
}
