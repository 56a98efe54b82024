import { useTranslations } from "next-intl";
import type { Factor, PolicyPack } from "#lib/policy/pack";
import { DefinitionList } from "#ui/definition-list";
import { InEnglish } from "#ui/in-english";
import { PackText } from "#ui/pack-text";
import { Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { SourceLinks } from "./source-links";

/** What people score, one factor after the other, with what each number of points means. */
export function FactorSection({ pack }: { pack: PolicyPack }) {
  const t = useTranslations("policy.factors");
  const total = pack.factors.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <Section id="factors" title={t("title")} lead={t("lead", { count: pack.factors.length, total })}>
      <div className="grid gap-8">
        {pack.factors.map((factor) => (
          <FactorArticle key={factor.id} pack={pack} factor={factor} />
        ))}
      </div>
    </Section>
  );
}

function FactorArticle({ pack, factor }: { pack: PolicyPack; factor: Factor }) {
  const t = useTranslations("policy.factors");
  const lanes = useTranslations("shell.roles");
  const { id, name, weight, critical, lane, question, evidence, anchors, sources } = factor;
  return (
    <article id={id} aria-labelledby={`${id}-name`} className="grid gap-3 border-t border-rule pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 id={`${id}-name`}>
          <a href={`#${id}`} className="font-mono text-small">
            {id}
          </a>{" "}
          <PackText of={`${id}.name`}>{name}</PackText>
        </h3>
        {critical ? <StateBadge tone="warn">{t("critical")}</StateBadge> : null}
      </div>
      <p className="font-serif text-lg">
        <PackText of={`${id}.question`}>{question}</PackText>
      </p>
      <DefinitionList
        items={[
          { key: "weight", term: t("weight"), value: t("weightOf", { weight }) },
          { key: "lane", term: t("lane"), value: lanes(lane) },
          {
            key: "evidence",
            term: t("evidence"),
            value: <InEnglish key="evidence">{evidence.join(", ")}</InEnglish>,
          },
          ...(factor.not_applicable_says === null
            ? []
            : [
                {
                  key: "without",
                  term: t("without"),
                  value: <InEnglish key="without">{factor.not_applicable_says}</InEnglish>,
                },
              ]),
        ]}
      />
      <ol className="grid gap-0 text-[14px]" aria-label={t("points", { id })}>
        {anchors.map((anchor, points) => (
          <li key={anchor} className="grid grid-cols-[2rem_1fr] gap-2 border-t border-rule py-1.5">
            <span className="font-serif font-semibold text-ink-2">{points}</span>
            <span>
              <InEnglish>{anchor}</InEnglish>
            </span>
          </li>
        ))}
      </ol>
      <SourceLinks pack={pack} sources={sources.map((ref) => ({ ref }))} />
    </article>
  );
}
