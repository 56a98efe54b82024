import Link from "next/link";
import { APPLICATION_STATES } from "#lib/applications/application";
import { STAGES } from "#lib/applications/stage";
import { QUEUE_COLUMNS, QUEUE_SORTS, type QueueFilter, queueQuery } from "#lib/reviews/queue-filter";
import type { Queue } from "#lib/reviews/queue-view";
import { Button } from "#ui/button";

const SHOWS = [
  { show: "mine", label: "Mine" },
  { show: "lane", label: "For you to take" },
  { show: "all", label: "All" },
] as const;

const SELECT = "rounded-field border border-field bg-surface px-2 py-1.5 text-sm text-ink";

/** The three shares of the queue, each an address of its own. */
export function ShowLinks({ filter, counts }: { filter: QueueFilter; counts: Queue["counts"] }) {
  return (
    <nav aria-label="Which cases" className="flex flex-wrap gap-x-5 text-sm">
      {SHOWS.map(({ show, label }) => (
        <Link
          key={show}
          href={address({ ...filter, show, page: 1 })}
          aria-current={show === filter.show ? "page" : undefined}
          className="-mb-px border-b-2 border-transparent py-2.5 text-ink-2 no-underline hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {label} <span className="text-ink-3 tabular-nums">{counts[show]}</span>
        </Link>
      ))}
    </nav>
  );
}

/** Filters as a plain GET form: what is shown is what the address says. */
export function QueueFilters({ filter }: { filter: QueueFilter }) {
  return (
    <form action="/review" className="flex flex-wrap items-center gap-2 pb-2 text-sm">
      <Kept filter={filter} but={["tier", "stage", "page"]} />
      <label className="flex items-center gap-2 text-ink-2">
        Tier
        <select name="tier" defaultValue={filter.tier ?? ""} className={SELECT}>
          <option value="">any</option>
          {["T1", "T2", "T3", "T4"].map((tier) => (
            <option key={tier}>{tier}</option>
          ))}
        </select>
      </label>
      <label className="flex items-center gap-2 text-ink-2">
        Stage
        <select name="stage" defaultValue={filter.state ?? ""} className={SELECT}>
          <option value="">any</option>
          {APPLICATION_STATES.filter((state) => state !== "draft").map((state) => (
            <option key={state} value={state}>
              {STAGES[state].label}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit">Filter</Button>
    </form>
  );
}

const COLUMN_WORDS = {
  tier: "Tier",
  stage: "Stage",
  lanes: "Lanes done",
  submitted: "Submitted",
  clock: "Clock",
} as const;

/** Which columns are shown, as a plain GET form too. */
export function ColumnChoice({ filter }: { filter: QueueFilter }) {
  return (
    <details className="relative text-small text-ink-2">
      <summary className="cursor-pointer text-accent">Columns</summary>
      <form
        action="/review"
        className="absolute start-0 z-10 mt-1 grid w-48 gap-2 rounded-card border border-rule bg-surface p-3 text-sm text-ink"
      >
        <Kept filter={filter} but={["column"]} />
        {QUEUE_COLUMNS.map((column) => (
          <label key={column} className="flex items-center gap-2">
            <input
              type="checkbox"
              name="column"
              value={column}
              defaultChecked={filter.columns.includes(column)}
              className="size-4 accent-accent"
            />
            {COLUMN_WORDS[column]}
          </label>
        ))}
        <Button type="submit">Show these</Button>
      </form>
    </details>
  );
}

/** The rest of the address, so that a form changes nothing but its own part. */
function Kept({ filter, but }: { filter: QueueFilter; but: readonly string[] }) {
  return [...queueQuery(filter)]
    .filter(([name]) => !but.includes(name))
    .map(([name, value]) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />);
}

const SORTS = { due: "clock", submitted: "submitted", tier: "tier", stage: "stage" } as const;

/** In which order, each an address of its own; the one at hand turns round. A wide table has them as its heads. */
export function SortLinks({ filter }: { filter: QueueFilter }) {
  return (
    <p className="flex flex-wrap gap-x-4 text-small text-ink-2 md:hidden">
      <span>Order by</span>
      {QUEUE_SORTS.map((sort) => {
        const isAtHand = sort === filter.sort;
        const isDescending = isAtHand && !filter.isDescending;
        return (
          <Link
            key={sort}
            href={address({ ...filter, sort, isDescending, page: 1 })}
            aria-current={isAtHand ? "true" : undefined}
            className="aria-[current=true]:font-medium aria-[current=true]:text-ink"
          >
            {SORTS[sort]}
            {isAtHand ? (filter.isDescending ? " ↓" : " ↑") : ""}
          </Link>
        );
      })}
    </p>
  );
}

/** What is shown, all its pages, as files. */
export function DownloadLinks({ filter }: { filter: QueueFilter }) {
  const query = queueQuery({ ...filter, page: 1 });
  return (
    <p className="flex gap-4 text-small">
      <a href={`/review/download?${query}&format=csv`}>Download as CSV</a>
      <a href={`/review/download?${query}&format=json`}>Download as JSON</a>
    </p>
  );
}

/** How many there are, and the way to the others. */
export function PageLinks({ filter, pages, total }: { filter: QueueFilter; pages: number; total: number }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-small text-ink-2">
      <p>
        {total} {total === 1 ? "case" : "cases"}
        {pages > 1 ? `, page ${filter.page} of ${pages}` : ""}
      </p>
      <p className="flex gap-4">
        {filter.page > 1 ? <Link href={address({ ...filter, page: filter.page - 1 })}>Before</Link> : null}
        {filter.page < pages ? <Link href={address({ ...filter, page: filter.page + 1 })}>Next</Link> : null}
      </p>
    </div>
  );
}

function address(filter: QueueFilter): string {
  return `/review?${queueQuery(filter)}`;
}
