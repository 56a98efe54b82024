import type { Dossier } from "#lib/reviews/dossier-view";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";

const CLOCKS = { triage: "Taking it up", review: "The review", information: "An answer" } as const;
const SAYINGS = {
  due_soon: "due soon",
  overdue: "overdue, escalated",
  seven_days_left: "a week left",
  two_days_left: "two days left",
} as const;

/** Clocks that run or stand, and what was escalated. A clock never moves a case. */
export function CaseClocks({ found: { clocks, clockNotes } }: { found: Dossier }) {
  if (clocks.length === 0 && clockNotes.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h2>Clocks</h2>
      <dl className="grid gap-2 text-sm">
        {clocks.map(({ key, term, at, tone }) => (
          <div key={key} className="flex flex-wrap items-baseline justify-between gap-2">
            <dt className="text-ink-2">{key === "answer" ? "Answer of the applicant" : term}</dt>
            <dd className="flex flex-wrap items-baseline gap-2">
              <Moment at={at} />
              {tone === "bad" ? <StateBadge tone="bad">overdue</StateBadge> : null}
            </dd>
          </div>
        ))}
      </dl>
      {clockNotes.length === 0 ? null : (
        <ul className="grid gap-1 text-small text-ink-2">
          {clockNotes.map(({ clock, says, dueAt, createdAt }) => (
            <li key={`${clock} ${says} ${dueAt.toISOString()}`}>
              {CLOCKS[clock]}: {SAYINGS[says]}, <Moment at={createdAt} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
