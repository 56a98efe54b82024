import type { Factor, PolicyPack } from "#lib/policy/pack";
import { DefinitionList } from "#ui/definition-list";
import { Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { SourceLinks } from "./source-links";
import { LANE_WORDS } from "./words";

/** What people score, one factor after the other, with what each number of points means. */
export function FactorSection({ pack }: { pack: PolicyPack }) {
  const total = pack.factors.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <Section
      id="factors"
      title="Review factors"
      lead={`${pack.factors.length} questions that specialists answer with 0 to 4 points, each for themselves, with reasons. Weights total ${total}. A 0 anywhere stops an approval; so does a critical factor below the least that its tier asks for.`}
    >
      <div className="grid gap-8">
        {pack.factors.map((factor) => (
          <FactorArticle key={factor.id} pack={pack} factor={factor} />
        ))}
      </div>
    </Section>
  );
}

function FactorArticle({ pack, factor }: { pack: PolicyPack; factor: Factor }) {
  const { id, name, weight, critical, lane, question, evidence, anchors, sources } = factor;
  return (
    <article id={id} aria-labelledby={`${id}-name`} className="grid gap-3 border-t border-rule pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 id={`${id}-name`}>
          <a href={`#${id}`} className="font-mono text-small">
            {id}
          </a>{" "}
          {name}
        </h3>
        {critical ? <StateBadge tone="warn">critical</StateBadge> : null}
      </div>
      <p className="font-serif text-lg">{question}</p>
      <DefinitionList
        items={[
          { key: "weight", term: "Weight", value: `${weight} of 100` },
          { key: "lane", term: "Scored by", value: LANE_WORDS[lane] ?? lane },
          { key: "evidence", term: "Shown by", value: evidence.join(", ") },
          ...(factor.not_applicable_says === null
            ? []
            : [{ key: "without", term: "Left out", value: factor.not_applicable_says }]),
        ]}
      />
      <ol className="grid gap-0 text-[14px]" aria-label={`What the points of ${id} mean`}>
        {anchors.map((anchor, points) => (
          <li key={anchor} className="grid grid-cols-[2rem_1fr] gap-2 border-t border-rule py-1.5">
            <span className="font-serif font-semibold text-ink-2">{points}</span>
            <span>{anchor}</span>
          </li>
        ))}
      </ol>
      <SourceLinks pack={pack} sources={sources.map((ref) => ({ ref }))} />
    </article>
  );
}
