import { AT_WORK, IN_HAND } from "#lib/applications/application";
import type { Tx } from "#lib/platform/db";

/** How long cases stood in a state, of the stays that ended since then. */
export type StayRow = { state: string; stays: number; medianDays: number; ninetiethDays: number };

/** Between a case's coming to a state and its leaving it; an act that left it where it was ends no stay. */
export function findStays(tx: Tx, since: Date): Promise<StayRow[]> {
  return tx.$queryRaw<StayRow[]>`
    WITH moves AS (
      SELECT e."toState" AS state, e."createdAt" AS came,
        lead(e."createdAt") OVER (PARTITION BY e."applicationId" ORDER BY e."createdAt", e.id) AS went
      FROM "ApplicationEvent" e WHERE e."fromState" <> e."toState"
    ), stays AS (
      SELECT state, extract(epoch FROM went - came) / 86400 AS days FROM moves
      WHERE went >= ${since} AND state = ANY (${[...AT_WORK]})
    )
    SELECT state, count(*)::int AS stays, percentile_cont(0.5) WITHIN GROUP (ORDER BY days)::float8 AS "medianDays",
      percentile_cont(0.9) WITHIN GROUP (ORDER BY days)::float8 AS "ninetiethDays"
    FROM stays GROUP BY state`;
}

/** `refused_by_rule` and `withdrawn` count a case once, however often it came there. */
export type OutcomeRow = { tier: string | null; outcome: string; cases: number };

export function countOutcomes(tx: Tx, since: Date): Promise<OutcomeRow[]> {
  return tx.$queryRaw<OutcomeRow[]>`
    SELECT a.tier, o.outcome, count(*)::int AS cases
    FROM (
      SELECT "applicationId", outcome, "decidedAt" AS at FROM "Decision"
      UNION ALL
      SELECT "applicationId", 'refused_by_rule', max("createdAt") FROM "ApplicationEvent"
      WHERE "toState" = 'rejected_hard_stop' GROUP BY 1
      UNION ALL
      SELECT "applicationId", 'withdrawn', max("createdAt") FROM "ApplicationEvent" WHERE "toState" = 'withdrawn' GROUP BY 1
    ) o JOIN "Application" a ON a.id = o."applicationId"
    WHERE o.at >= ${since} GROUP BY 1, 2`;
}

/** Cases that people have in hand, by state and by how near their day is. */
export type ClockRow = {
  state: string;
  clock: "overdue" | "two_days" | "week" | "later" | "stands";
  cases: number;
};

export function countClocks(tx: Tx, now: Date): Promise<ClockRow[]> {
  return tx.$queryRaw<ClockRow[]>`
    SELECT state, CASE
        WHEN "clockStoodSince" IS NOT NULL OR "dueAt" IS NULL THEN 'stands'
        WHEN "dueAt" < ${now} THEN 'overdue'
        WHEN "dueAt" < ${now}::timestamptz + interval '2 days' THEN 'two_days'
        WHEN "dueAt" < ${now}::timestamptz + interval '7 days' THEN 'week'
        ELSE 'later' END AS clock, count(*)::int AS cases
    FROM "Application" WHERE state = ANY (${[...IN_HAND]}) GROUP BY 1, 2`;
}

/** Seats that people hold and have not locked, in cases that are in hand. */
export type LoadRow = { lane: string; seats: number; people: number; oldest: Date };

export function findLoad(tx: Tx): Promise<LoadRow[]> {
  return tx.$queryRaw<LoadRow[]>`
    SELECT l.lane, count(*)::int AS seats, count(DISTINCT l."personId")::int AS people, min(l."assignedAt") AS oldest
    FROM "LaneAssignment" l JOIN "Application" a ON a.id = l."applicationId"
    WHERE l."lockedAt" IS NULL AND l."recusedAt" IS NULL AND a.state = ANY (${[...IN_HAND]})
    GROUP BY 1 ORDER BY 2 DESC, 1`;
}
