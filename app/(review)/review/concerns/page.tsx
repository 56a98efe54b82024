import type { Metadata } from "next";
import Link from "next/link";
import { CONCERN_STATES, CONCERN_WORDS, type ConcernState, isConcernState } from "#lib/concerns/concern";
import { type ListedConcern, listConcerns } from "#lib/concerns/staff-view";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";

export const metadata: Metadata = { title: "Concerns" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ConcernsPage({ searchParams }: Props) {
  const actor = await requireActor("/review/concerns");
  const asked = [(await searchParams).state].flat()[0] ?? "open";
  const only = isConcernState(asked) ? asked : null;
  const { rows, counts } = await orNotFound(() => listConcerns(actor, only));
  return (
    <Page>
      <PageHeader
        title="Concerns"
        lead="What people outside say went wrong, by what is due first. Each is read; none can be passed over."
      />
      <nav
        aria-label="Concerns by state"
        className="flex flex-wrap gap-x-5 gap-y-2 border-b border-rule pb-3 text-sm"
      >
        {CONCERN_STATES.map((state) => (
          <StateLink key={state} state={state} only={only} count={counts[state]} />
        ))}
        <Link
          href="/review/concerns?state=all"
          aria-current={only === null ? "page" : undefined}
          className={LINK}
        >
          All
        </Link>
      </nav>
      {rows.length === 0 ? (
        <Empty title={only === "open" ? "Nothing waits to be read" : "Nothing here"}>
          <p>Concerns come in over the public page, without an account.</p>
        </Empty>
      ) : (
        <ul className="grid">
          {rows.map((row) => (
            <ConcernLine key={row.id} row={row} />
          ))}
        </ul>
      )}
    </Page>
  );
}

const LINK =
  "text-ink-2 no-underline hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink";

function StateLink({
  state,
  only,
  count,
}: {
  state: ConcernState;
  only: ConcernState | null;
  count: number;
}) {
  return (
    <Link
      href={`/review/concerns?state=${state}`}
      aria-current={only === state ? "page" : undefined}
      className={LINK}
    >
      {CONCERN_WORDS[state].label} <span className="tabular-nums">{count}</span>
    </Link>
  );
}

function ConcernLine({ row }: { row: ListedConcern }) {
  return (
    <li className="grid gap-1.5 border-t border-rule py-4 first:border-t-0">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <p className="text-small text-ink-2">
          <span className="font-mono">{row.reference}</span>, filed <Moment at={row.filedAt} dayOnly />
        </p>
        <StateBadge tone={row.isOverdue ? "bad" : CONCERN_WORDS[row.state].tone}>
          {row.isOverdue ? "overdue" : CONCERN_WORDS[row.state].label}
        </StateBadge>
      </div>
      <p className="wrap-anywhere">
        <Link
          href={`/review/concerns/${row.id}`}
          dir="auto"
          className="font-serif text-[16px] text-ink underline [unicode-bidi:isolate]"
        >
          {row.opening}
        </Link>
      </p>
      {row.state === "open" ? (
        <p className="text-small text-ink-2">
          To be read by <Moment at={row.dueAt} />
        </p>
      ) : null}
    </li>
  );
}
