import { type ApplicationState, isApplicationState } from "#lib/applications/application";
import { TIERS, type Tier } from "#lib/policy/pack-parts";

export const QUEUE_SHOWS = ["mine", "lane", "all"] as const;
/** Columns of the queue that its reader may leave out; the case itself always stands there. */
export const QUEUE_COLUMNS = ["tier", "stage", "lanes", "submitted", "clock"] as const;
export type QueueColumn = (typeof QUEUE_COLUMNS)[number];
export const QUEUE_SORTS = ["due", "submitted", "tier", "stage"] as const;

export type QueueSort = (typeof QUEUE_SORTS)[number];

/** What the address says. */
export type QueueFilter = {
  show: (typeof QUEUE_SHOWS)[number];
  tier: Tier | null;
  state: ApplicationState | null;
  sort: QueueSort;
  isDescending: boolean;
  /** Which are shown, in their order; never none. */
  columns: readonly QueueColumn[];
  /** From 1. */
  page: number;
};

/** Reads a filter from an address; what it does not know is left at its default. */
export function queueFilter(from: Readonly<Record<string, string | string[] | undefined>>): QueueFilter {
  const one = (name: string) => [from[name]].flat()[0] ?? "";
  const page = Number(one("page"));
  const state = one("stage");
  const columns = QUEUE_COLUMNS.filter((column) => [from.column].flat().includes(column));
  return {
    show: QUEUE_SHOWS.find((show) => show === one("show")) ?? "lane",
    tier: TIERS.find((tier) => tier === one("tier")) ?? null,
    state: isApplicationState(state) && state !== "draft" ? state : null,
    sort: QUEUE_SORTS.find((sort) => sort === one("sort")) ?? "due",
    isDescending: one("order") === "desc",
    columns: columns.length === 0 ? QUEUE_COLUMNS : columns,
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

/** The filter as the query of an address, defaults left out; `queueFilter` reads the same filter from it. */
export function queueQuery(filter: QueueFilter): URLSearchParams {
  const { show, tier, state, sort, isDescending, columns, page } = filter;
  const query = new URLSearchParams({ show });
  if (tier !== null) query.set("tier", tier);
  if (state !== null) query.set("stage", state);
  if (sort !== "due") query.set("sort", sort);
  if (isDescending) query.set("order", "desc");
  if (columns.length < QUEUE_COLUMNS.length) for (const column of columns) query.append("column", column);
  if (page > 1) query.set("page", String(page));
  return query;
}
