import { StateBadge, type Tone } from "./state-badge";

export type FiredRule = {
  id: string;
  title?: string;
  effect: string;
  because: string;
  source: readonly string[];
  lifts: string | null;
  sites?: readonly string[];
};

const EFFECTS: Readonly<Record<string, { word: string; tone: Tone }>> = {
  deny: { word: "refuses", tone: "bad" },
  block: { word: "blocks until met", tone: "warn" },
  blocked: { word: "blocks until met", tone: "warn" },
  instrument: { word: "an order per use", tone: "warn" },
  sign_off: { word: "extra sign-off", tone: "info" },
  condition: { word: "imposes a condition", tone: "info" },
};

/**
 * Rules that fired: what each does, why, where it stands, and what would lift it.
 *
 * @param props.hrefOf where the rule is read in full
 */
export function RuleList({
  rules,
  hrefOf,
}: {
  rules: readonly FiredRule[];
  hrefOf?: (id: string) => string;
}) {
  return (
    <ul className="grid">
      {rules.map((rule) => {
        const effect = EFFECTS[rule.effect] ?? {
          word: rule.effect.replaceAll("_", " "),
          tone: "plain" as const,
        };
        return (
          <li key={rule.id} className="grid gap-1.5 border-t border-rule py-3 first:border-t-0">
            <div className="flex flex-wrap items-baseline justify-between gap-2">
              <p>
                <b className="font-mono text-small">
                  {hrefOf === undefined ? rule.id : <a href={hrefOf(rule.id)}>{rule.id}</a>}
                </b>{" "}
                {rule.title}
              </p>
              <StateBadge tone={effect.tone}>{effect.word}</StateBadge>
            </div>
            <p className="text-small">{rule.because}</p>
            {rule.sites && rule.sites.length > 0 ? (
              <p className="text-small text-ink-2">Sites: {rule.sites.join(", ")}</p>
            ) : null}
            {rule.lifts ? (
              <p className="text-small">
                <span className="text-ink-2">What would lift it: </span>
                {rule.lifts}
              </p>
            ) : null}
            {rule.source.length > 0 ? (
              <p className="text-tiny break-words text-ink-3">Source: {rule.source.join("; ")}</p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
