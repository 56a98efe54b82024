import { type ApplicationState, isApplicationState } from "#lib/applications/application";
import { TIERS, type Tier } from "#lib/policy/pack-parts";

export const QUEUE_SHOWS = ["mine", "lane", "all"] as const;
export const QUEUE_SORTS = ["due", "submitted", "tier", "stage"] as const;

/** What the address says. */
export type QueueFilter = {
  show: (typeof QUEUE_SHOWS)[number];
  tier: Tier | null;
  state: ApplicationState | null;
  sort: (typeof QUEUE_SORTS)[number];
  isDescending: boolean;
  /** From 1. */
  page: number;
};

/** Reads a filter from an address; what it does not know is left at its default. */
export function queueFilter(from: Readonly<Record<string, string | string[] | undefined>>): QueueFilter {
  const one = (name: string) => [from[name]].flat()[0] ?? "";
  const page = Number(one("page"));
  const state = one("stage");
  return {
    show: QUEUE_SHOWS.find((show) => show === one("show")) ?? "lane",
    tier: TIERS.find((tier) => tier === one("tier")) ?? null,
    state: isApplicationState(state) && state !== "draft" ? state : null,
    sort: QUEUE_SORTS.find((sort) => sort === one("sort")) ?? "due",
    isDescending: one("order") === "desc",
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

/** The filter as the query of an address, defaults left out; `queueFilter` reads the same filter from it. */
export function queueQuery({ show, tier, state, sort, isDescending, page }: QueueFilter): URLSearchParams {
  const query = new URLSearchParams({ show });
  if (tier !== null) query.set("tier", tier);
  if (state !== null) query.set("stage", state);
  if (sort !== "due") query.set("sort", sort);
  if (isDescending) query.set("order", "desc");
  if (page > 1) query.set("page", String(page));
  return query;
}
