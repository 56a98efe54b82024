import type { ScreeningInWords } from "#lib/applications/screening-words";
import { Moment } from "#ui/moment";
import { Section } from "#ui/page";
import { RuleList } from "#ui/rule-list";
import { StateBadge, type Tone } from "#ui/state-badge";

const OUTCOMES = {
  denied: {
    word: "refused",
    tone: "bad",
    isReviewed: false,
    says: "A rule refuses it. No person can overrule that; what would lift it stands beside each rule.",
  },
  blocked: {
    word: "blocked",
    tone: "warn",
    isReviewed: false,
    says: "It waits until what the rules ask for is there and verified.",
  },
  needs_instrument: {
    word: "people review it; each use needs an order",
    tone: "info",
    isReviewed: true,
    says: "Reviewers judge it. If it is approved, no key works without a judge's order for the use at hand.",
  },
  review: {
    word: "people review it",
    tone: "good",
    isReviewed: true,
    says: "No rule stands in the way. That is no approval: reviewers judge it, and two people sign.",
  },
} as const satisfies Record<
  ScreeningInWords["outcome"],
  { word: string; tone: Tone; isReviewed: boolean; says: string }
>;

const RISK_PARTS: Readonly<Record<string, string>> = {
  operation: "operation",
  mode: "who starts it",
  space: "space",
  consequence: "consequence",
  subjects: "dependent people",
  authority: "public power",
};

/** What the policy said: the outcome, the risk and its parts, every rule that fired, and the conditions. */
export function ScreeningReport({ screening }: { screening: ScreeningInWords & { at: Date } }) {
  const outcome = OUTCOMES[screening.outcome];
  const { rules, conditions, risk, risk_parts, tier, approvers } = screening;
  return (
    <Section
      title="What the policy says"
      lead={
        <>
          Pack {screening.pack}, read <Moment at={screening.at} />. {outcome.says}
        </>
      }
      actions={<StateBadge tone={outcome.tone}>{outcome.word}</StateBadge>}
    >
      <div className="grid gap-1">
        <p>
          Risk {risk}, tier {tier.slice(1)} of 4.{" "}
          {outcome.isReviewed ? `${approvers} approvers decide.` : null}
        </p>
        <p className="text-small text-ink-2">
          {Object.entries(RISK_PARTS)
            .map(([part, word]) => ({ word, points: pointsOf(risk_parts, part) }))
            .filter(({ points }) => points > 0)
            .map(({ word, points }) => `${word} ${points}`)
            .join(", ")}
        </p>
      </div>
      {rules.length === 0 ? <p className="text-ink-2">No rule fired.</p> : <RuleList rules={rules} />}
      {rules.some(({ confirmed }) => !confirmed) ? (
        <p className="text-small text-ink-2">
          Readings of the law that a lawyer has yet to confirm:{" "}
          {rules
            .filter(({ confirmed }) => !confirmed)
            .map(({ id }) => id)
            .join(", ")}
          .
        </p>
      ) : null}
      {conditions.length === 0 ? null : (
        <div className="grid gap-2">
          <h3>Conditions that an approval would carry</h3>
          <ul className="grid list-disc gap-1 pl-5 text-small">
            {conditions.map(({ id, from, text }) => (
              <li key={`${from} ${id}`}>
                {text} <span className="text-ink-3">({from})</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Sources screening={screening} />
    </Section>
  );
}

function pointsOf(parts: Readonly<Record<string, number>>, part: string): number {
  return parts[part] ?? 0;
}

function Sources({ screening: { rules } }: { screening: ScreeningInWords }) {
  const addresses = [...new Set(rules.flatMap((rule) => rule.addresses))];
  if (addresses.length === 0) return null;
  return (
    <details className="text-small">
      <summary className="cursor-pointer text-accent">Read the sources</summary>
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
