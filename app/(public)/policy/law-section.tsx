import { type AwaitedFact, awaitedFacts, type LegalChange, legalTimeline } from "#lib/policy/legal-timeline";
import type { PolicyInForce } from "#lib/policy/public-view";
import { Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { dayWords } from "./words";

/** What the law asks from when on, what is still to come, and what would change if a statute came into force. */
export function LawSection({ policy: { pack, facts, today } }: { policy: PolicyInForce }) {
  const changes = legalTimeline(pack, facts, today);
  return (
    <Section
      id="law"
      title="The law in time"
      lead={`Each day on which the law or the policy changes, as known on ${dayWords(today)}. A legal fact counts once one person recorded it and another confirmed it.`}
    >
      <div className="grid gap-4">
        <h3>What the rules wait for</h3>
        {awaitedFacts(pack, facts, today).map((fact) => (
          <Awaited key={fact.fact} fact={fact} />
        ))}
      </div>
      <div className="grid gap-3">
        <h3>Days</h3>
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
  const { title, checklist, isHolding, inForceFrom, changes } = fact;
  return (
    <div className="grid gap-2 border-t border-rule pt-3">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <p className="font-serif">{title}</p>
        <StateBadge tone={isHolding ? "good" : "plain"}>{isHolding ? "in force" : "not in force"}</StateBadge>
      </div>
      <p className="text-small text-ink-2">
        {inForceFrom === null
          ? "Nothing of the kind is on record."
          : `On record as in force from ${dayWords(inForceFrom)}${isHolding ? "." : "; not every demand is met, or the day has not come."}`}
      </p>
      <p className="text-small">It counts only with all of these:</p>
      <ul className="grid list-disc gap-0.5 pl-5 text-small">
        {checklist.map(({ id, says }) => (
          <li key={id}>{says}</li>
        ))}
      </ul>
      <p className="text-small">What would change:</p>
      <ul className="grid gap-1.5 text-small">
        {changes.map(({ id, title: rule, lifts }) => (
          <li key={id} className="grid gap-0.5 border-l-2 border-rule-2 pl-3">
            <span>
              <a href={`#${id}`} className="font-mono">
                {id}
              </a>{" "}
              {rule}
            </span>
            <span className="text-ink-2">{lifts}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Change({ change }: { change: LegalChange }) {
  const { on, title, change: says, ruleId, isFuture, isConfirmed } = change;
  return (
    <li className="grid gap-x-4 gap-y-1 border-t border-rule py-2 text-small sm:grid-cols-[9.5rem_minmax(0,1fr)_auto]">
      <time dateTime={on}>{dayWords(on)}</time>
      <span className="grid gap-0.5">
        {ruleId === null ? title : <a href={`#${ruleId}`}>{title}</a>}
        <span className="text-ink-2">{says}</span>
      </span>
      <span className="flex flex-wrap content-start gap-1">
        {isFuture ? <StateBadge tone="info">to come</StateBadge> : null}
        {isConfirmed ? null : <StateBadge tone="warn">not confirmed</StateBadge>}
      </span>
    </li>
  );
}
