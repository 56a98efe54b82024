import {
  QUEUE_COLUMNS,
  type QueueColumn,
  type QueueFilter,
  type QueueSort,
  queueQuery,
} from "#lib/reviews/queue-filter";

/** A column of the queue as its head shows it. */
export type QueueHead = {
  id: QueueColumn;
  isShown: boolean;
  /** Where the order by this column is, or its reverse; null where there is none. */
  href: string | null;
  arrow: "↑" | "↓" | null;
};

const SORT_OF: Partial<Record<QueueColumn, QueueSort>> = {
  tier: "tier",
  stage: "stage",
  submitted: "submitted",
  clock: "due",
};

/** Worked out on the server: what reads addresses brings a validator along, which a page's policy lets no browser run. */
export function queueHeads(filter: QueueFilter): readonly QueueHead[] {
  return QUEUE_COLUMNS.map((id) => {
    const sort = SORT_OF[id];
    const isAtHand = sort === filter.sort;
    const isDescending = isAtHand && !filter.isDescending;
    return {
      id,
      isShown: filter.columns.includes(id),
      href: sort === undefined ? null : `/review?${queueQuery({ ...filter, sort, isDescending, page: 1 })}`,
      arrow: isAtHand ? (filter.isDescending ? "↓" : "↑") : null,
    };
  });
}

/** The column by which the rows are in order. */
export function sortedColumn({ sort, isDescending: desc }: QueueFilter): { id: string; desc: boolean } {
  return { id: QUEUE_COLUMNS.find((column) => SORT_OF[column] === sort) ?? "clock", desc };
}
