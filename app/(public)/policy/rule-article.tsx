import { factLabel } from "#lib/applications/fact-labels";
import { documentKinds } from "#lib/applications/form/labels";
import { conditionWords } from "#lib/policy/condition-words";
import { binds } from "#lib/policy/fired-clauses";
import type { Clause, PolicyPack, Rule } from "#lib/policy/pack";
import { EFFECTS } from "#lib/policy/pack-parts";
import { DefinitionList } from "#ui/definition-list";
import { StateBadge } from "#ui/state-badge";
import { ConditionTree } from "./condition-tree";
import { SourceLinks } from "./source-links";
import { dayWords, EFFECT_WORDS, STATUS_WORDS } from "./words";

/** One rule in full: what it says, when, with what effect, on what ground, since when, and what lifts it. */
export function RuleArticle({ pack, rule, today }: { pack: PolicyPack; rule: Rule; today: string }) {
  const { id, title, says, note, lifts, source, confirmed, legal_status: status, effective } = rule;
  const strictest = EFFECTS.findLast((effect) => rule.clauses.some((clause) => clause.effect === effect));
  const effect = EFFECT_WORDS[strictest ?? "none"];
  const isBinding = binds(rule, { on: today });
  return (
    <article id={id} aria-labelledby={`${id}-title`} className="grid gap-3 border-t border-rule pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 id={`${id}-title`}>
          <a href={`#${id}`} className="font-mono text-small">
            {id}
          </a>{" "}
          {title}
        </h3>
        <span className="flex flex-wrap gap-2">
          <StateBadge tone={effect.tone}>{effect.word}</StateBadge>
          {confirmed ? null : <StateBadge tone="warn">not confirmed by a lawyer</StateBadge>}
        </span>
      </div>
      <p className="font-serif text-lg">{says}</p>
      <DefinitionList
        items={[
          { key: "status", term: "Ground", value: STATUS_WORDS[status] },
          {
            key: "since",
            term: "Since",
            value: `${effective === null ? "no date of its own" : dayWords(effective)}${isBinding ? "" : "; does not bind yet"}${
              isBinding && effective !== null && effective > today
                ? "; applied already, as company policy"
                : ""
            }`,
          },
          { key: "lifts", term: "What lifts it", value: lifts },
          {
            key: "confirmed",
            term: "Read by a lawyer",
            value: confirmed
              ? "Nothing in it is marked for a lawyer to confirm"
              : "A lawyer has yet to confirm how this reads the law",
          },
          ...(note === null ? [] : [{ key: "note", term: "Note", value: note }]),
          ...(rule.sites_only
            ? [
                {
                  key: "sites",
                  term: "Reach",
                  value: "Strikes single sites; the application only when none is left",
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

function ClauseItem({ pack, clause }: { pack: PolicyPack; clause: Clause }) {
  const { effect, because, until, tier_floor: floor, conditions = [] } = clause;
  const awaited = [
    ...(until?.documents ?? []).map((kind) => documentKinds[kind]),
    ...(until?.registrations ?? []).map((key) => `a reference: ${key.replaceAll("_", " ")}`),
  ];
  return (
    <li className="grid gap-1.5 border-l-2 border-rule-2 pl-4 text-[14px]">
      <p>
        <b className="font-medium">{EFFECT_WORDS[effect].says}</b> {because}
      </p>
      {awaited.length === 0 ? null : (
        <p className="text-small text-ink-2">Until these are there and verified: {awaited.join("; ")}.</p>
      )}
      {floor === undefined ? null : <p className="text-small text-ink-2">The tier is at least {floor}.</p>}
      {clause.lifts === undefined ? null : (
        <p className="text-small text-ink-2">What lifts this part: {clause.lifts}</p>
      )}
      {conditions.length === 0 ? null : (
        <ul className="grid list-disc gap-0.5 pl-5 text-small text-ink-2">
          {conditions.map((condition) => (
            <li key={condition}>{pack.conditions.find(({ id }) => id === condition)?.text ?? condition}</li>
          ))}
        </ul>
      )}
      <details className="text-small">
        <summary className="cursor-pointer text-accent">When exactly</summary>
        <div className="pt-1.5">
          <ConditionTree words={conditionWords(pack, clause.when, factLabel)} />
        </div>
      </details>
    </li>
  );
}
