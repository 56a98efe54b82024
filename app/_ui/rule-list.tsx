import { useTranslations } from "next-intl";
import { InEnglish } from "./in-english";
import { PackText } from "./pack-text";
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

const EFFECTS = {
  deny: { word: "deny", tone: "bad" },
  block: { word: "block", tone: "warn" },
  blocked: { word: "block", tone: "warn" },
  instrument: { word: "instrument", tone: "warn" },
  sign_off: { word: "sign_off", tone: "info" },
  condition: { word: "condition", tone: "info" },
} as const satisfies Record<string, { word: string; tone: Tone }>;

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
      {rules.map((rule) => (
        <li key={rule.id} className="grid gap-1.5 border-t border-rule py-3 first:border-t-0">
          <div className="flex flex-wrap items-baseline justify-between gap-2">
            <p>
              <b className="font-mono text-small">
                {hrefOf === undefined ? rule.id : <a href={hrefOf(rule.id)}>{rule.id}</a>}
              </b>{" "}
              {rule.title === undefined ? null : <PackText of={`${rule.id}.title`}>{rule.title}</PackText>}
            </p>
            <EffectBadge effect={rule.effect} />
          </div>
          <p className="text-small">
            <InEnglish>{rule.because}</InEnglish>
          </p>
          <Grounds rule={rule} />
        </li>
      ))}
    </ul>
  );
}

function Grounds({ rule: { sites = [], lifts, source } }: { rule: FiredRule }) {
  const t = useTranslations("ui");
  return (
    <>
      {sites.length > 0 ? (
        <p className="text-small text-ink-2">{t("sites", { sites: sites.join(", ") })}</p>
      ) : null}
      {lifts ? (
        <p className="text-small">
          <span className="text-ink-2">{t("lifts")} </span>
          <InEnglish>{lifts}</InEnglish>
        </p>
      ) : null}
      {source.length > 0 ? (
        <p className="text-tiny break-words text-ink-3">{t("source", { sources: source.join("; ") })}</p>
      ) : null}
    </>
  );
}

function EffectBadge({ effect }: { effect: string }) {
  const t = useTranslations("ui");
  const known = Object.entries(EFFECTS).find(([name]) => name === effect)?.[1];
  if (known === undefined) return <StateBadge>{effect.replaceAll("_", " ")}</StateBadge>;
  return <StateBadge tone={known.tone}>{t(`effect.${known.word}`)}</StateBadge>;
}
