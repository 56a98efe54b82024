import Link from "next/link";
import type { Dossier, LaneView } from "#lib/reviews/dossier-view";
import { laneWords } from "#lib/reviews/lanes";
import { RuleList } from "#ui/rule-list";
import { StateBadge } from "#ui/state-badge";
import { Timeline } from "#ui/timeline";
import { CaseClocks } from "./case-clocks";
import { FactorsPicture } from "./factors-picture";
import { RecuseForm } from "./part-forms";
import { RequestList } from "./request-list";

/** Right: the factors against the pass mark, who scores, the rules that fired, one's conflict of interest, the way so far. */
export function CaseColumn({ found }: { found: Dossier }) {
  return (
    <section aria-label="The case" className="grid min-w-0 content-start gap-8">
      <div className="grid gap-2">
        <h2>Factors against the pass mark</h2>
        <FactorsPicture factors={found.factors} passMark={found.passMark} />
      </div>
      <div className="grid gap-2">
        <h2>Lanes</h2>
        <ul className="grid text-sm">
          {found.lanes.map((lane) => (
            <LaneLine key={laneWords(lane)} lane={lane} />
          ))}
        </ul>
      </div>
      <RequestList found={found} />
      <CaseClocks found={found} />
      <Rules found={found} />
      <Conflict found={found} />
      <details>
        <summary className="cursor-pointer font-serif text-[16px] font-semibold">The way so far</summary>
        <div className="pt-3">
          <Timeline
            entries={found.events.map(({ key, at, stage, reason, by, note }) => ({
              key,
              at,
              title: stage,
              detail: `${reason}, by ${by}${note === null ? "" : `: ${note}`}`,
            }))}
          />
        </div>
      </details>
    </section>
  );
}

function LaneLine({ lane }: { lane: LaneView }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-2 border-t border-rule py-2 first:border-t-0">
      <span>
        {laneWords(lane)} <span className="font-mono text-small text-ink-2">{lane.factorIds.join(" ")}</span>
        <span className="block text-small text-ink-2">
          {lane.isMine
            ? "you"
            : (lane.holder ?? (lane.isForMe ? (lane.refusal ?? "yours to take") : "nobody yet"))}
        </span>
      </span>
      {lane.isLocked ? (
        <StateBadge tone="good">locked</StateBadge>
      ) : (
        <StateBadge tone={lane.holder === null ? "plain" : "info"}>
          {lane.holder === null ? "free" : "scoring"}
        </StateBadge>
      )}
    </li>
  );
}

function Rules({ found }: { found: Dossier }) {
  const { screening } = found;
  if (screening === null) return null;
  return (
    <div className="grid gap-2">
      <h2>Rules that fired</h2>
      {screening.rules.length === 0 ? (
        <p className="text-sm text-ink-2">None.</p>
      ) : (
        <RuleList rules={screening.rules} />
      )}
      {screening.conditions.length === 0 ? null : (
        <>
          <h3>Conditions that they impose</h3>
          <ul className="grid gap-1 text-sm">
            {screening.conditions.map(({ id, from, text }) => (
              <li key={`${id} ${from}`}>
                {text} <span className="font-mono text-small text-ink-2">{from}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="text-small">
        <Link href={`/review/${found.applicationId}/evidence`}>Documents, findings and screening</Link>
      </p>
    </div>
  );
}

function Conflict({ found }: { found: Dossier }) {
  const { part, lane } = found.me;
  const isLocked = found.lanes.some(({ isMine, isLocked: locked }) => isMine && locked);
  return (
    <div className="grid gap-2">
      <h2>Conflict of interest</h2>
      <p className="text-sm text-ink-2">
        {part.conflict === "none" ? "You declared none." : "You have not said yet whether you have one."}
      </p>
      {lane === null || isLocked ? null : (
        <details>
          <summary className="cursor-pointer text-sm text-bad">Recuse myself…</summary>
          <div className="pt-3">
            <RecuseForm applicationId={found.applicationId} />
          </div>
        </details>
      )}
    </div>
  );
}
