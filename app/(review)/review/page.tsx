import type { Metadata } from "next";
import { assignees } from "#lib/reviews/assign-lanes";
import type { Assignee } from "#lib/reviews/assignee";
import { type QueueFilter, queueFilter, queueQuery } from "#lib/reviews/queue-filter";
import { type Queue, reviewQueue } from "#lib/reviews/queue-view";
import { savedViews } from "#lib/reviews/saved-views";
import { Empty, Page, PageHeader } from "#ui/page";
import { requireActor } from "../../_edge/current-actor";
import { orNotFound } from "../../_edge/or-not-found";
import { Shortcuts } from "./_case/shortcuts";
import { AssignForm } from "./queue-assign";
import { ColumnChoice, DownloadLinks, PageLinks, QueueFilters, ShowLinks, SortLinks } from "./queue-filters";
import { queueHeads, sortedColumn } from "./queue-heads";
import { QueueTable } from "./queue-table";
import { SavedViews } from "./queue-views";

export const metadata: Metadata = { title: "Queue" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function QueuePage({ searchParams }: Props) {
  const actor = await requireActor("/review");
  const filter = queueFilter(await searchParams);
  const queue = await orNotFound(() => reviewQueue(actor, filter));
  const people = await assignees(actor);
  const views = await savedViews(actor);
  return (
    <Page width="wide">
      <PageHeader
        title="Queue"
        lead="Cases by what is due first. A clock that runs out escalates; it never approves."
        actions={<Shortcuts shortcuts={people === null ? KEYS : [...KEYS, MARK_KEY]} />}
      />
      <div className="grid gap-4">
        <div className="flex flex-wrap items-end justify-between gap-4 border-b border-rule">
          <ShowLinks filter={filter} counts={queue.counts} />
          <QueueFilters filter={filter} />
        </div>
        <SavedViews views={views} query={queueQuery({ ...filter, page: 1 }).toString()} />
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
          <div className="flex flex-wrap items-baseline gap-x-6 gap-y-2">
            <SortLinks filter={filter} />
            <ColumnChoice filter={filter} />
          </div>
          <DownloadLinks filter={filter} />
        </div>
        {queue.rows.length === 0 ? (
          <NothingHere filter={filter} queue={queue} />
        ) : (
          <Cases queue={queue} filter={filter} people={people} />
        )}
        <PageLinks filter={filter} pages={queue.pages} total={queue.total} />
      </div>
    </Page>
  );
}

const KEYS = [
  { keys: "j", says: "next case" },
  { keys: "k", says: "case before" },
  { keys: "↵", says: "open it" },
  { keys: "?", says: "these keys" },
];

const MARK_KEY = { keys: "x", says: "mark it, to assign" };

/** The cases, and for whoever assigns a form around them. */
function Cases({
  queue,
  filter,
  people,
}: {
  queue: Queue;
  filter: QueueFilter;
  people: readonly Assignee[] | null;
}) {
  const table = (
    <QueueTable
      rows={queue.rows}
      heads={queueHeads(filter)}
      sorted={sortedColumn(filter)}
      canMark={people !== null}
    />
  );
  return people === null ? table : <AssignForm people={people}>{table}</AssignForm>;
}

function NothingHere({ filter, queue }: { filter: QueueFilter; queue: Queue }) {
  if (filter.tier !== null || filter.state !== null) {
    return (
      <Empty title="No case matches">
        <p>Take out a filter to see more.</p>
      </Empty>
    );
  }
  const words = {
    mine: "You hold no lane and have nothing open to be signed. Cases that wait for someone like you are under “For you to take”.",
    lane: "Nothing waits for your roles now.",
    all: "Nobody has submitted an application yet.",
  } as const;
  return (
    <Empty title={filter.show === "all" ? "The queue is empty" : "Nothing here"}>
      <p>{words[filter.show]}</p>
      {filter.show !== "all" && queue.counts.all > 0 ? (
        <p>There are {queue.counts.all} under “All”.</p>
      ) : null}
    </Empty>
  );
}
