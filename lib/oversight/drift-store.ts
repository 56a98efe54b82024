import type { Tx } from "#lib/platform/db";
import type { Calls, Matches, Observed } from "./drift";

export type Windows = { tenantId: string; grantId: string; windowDays: number; historyDays: number };

/** What was seen of a grant and of those of its case before it, in the window up to now and in the history before that. */
export async function observeGrant(tx: Tx, of: Windows): Promise<Omit<Observed, "declared">> {
  const [calls, matches, reviews] = await Promise.all([
    countCalls(tx, of),
    countMatches(tx, of),
    countReviews(tx, of),
  ]);
  const side = <T extends { isRecent: boolean }>(rows: readonly T[], isRecent: boolean) =>
    rows.filter((row) => row.isRecent === isRecent);
  return {
    recent: callsOf(side(calls, true)),
    before: callsOf(side(calls, false)),
    matches: { recent: matchesOf(side(matches, true)), before: matchesOf(side(matches, false)) },
    reviews,
  };
}

type CallRow = { isRecent: boolean; operation: string; hour: number; calls: number };

function countCalls(tx: Tx, { tenantId, grantId, windowDays, historyDays }: Windows): Promise<CallRow[]> {
  return tx.$queryRaw<CallRow[]>`
    SELECT j."createdAt" > now() - make_interval(days => ${windowDays}) AS "isRecent", j.operation,
           extract(hour FROM j."createdAt" AT TIME ZONE 'UTC')::int AS hour, count(*)::int AS calls
    FROM "Job" j
    WHERE j."tenantId" = ${tenantId}
      AND j."createdAt" > now() - make_interval(days => ${windowDays + historyDays})
      AND j."grantId" IN (SELECT o.id FROM "Grant" g JOIN "Grant" o ON o."applicationId" = g."applicationId"
                          WHERE g.id = ${grantId})
    GROUP BY 1, 2, 3`;
}

type MatchRow = Matches & { isRecent: boolean };

function countMatches(tx: Tx, { grantId, windowDays, historyDays }: Windows): Promise<MatchRow[]> {
  return tx.$queryRaw<MatchRow[]>`
    SELECT t.day > (now() AT TIME ZONE 'UTC')::date - ${windowDays}::int AS "isRecent",
           sum(t.compared)::int AS compared, sum(t.matched)::int AS matched
    FROM "MatchTally" t
    WHERE t.day > (now() AT TIME ZONE 'UTC')::date - ${windowDays + historyDays}::int
      AND t."grantId" IN (SELECT o.id FROM "Grant" g JOIN "Grant" o ON o."applicationId" = g."applicationId"
                          WHERE g.id = ${grantId})
    GROUP BY 1`;
}

async function countReviews(tx: Tx, { grantId, windowDays }: Windows): Promise<Observed["reviews"]> {
  const [row] = await tx.$queryRaw<Observed["reviews"][]>`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE r."subjectId" IS NULL)::int AS rejected
    FROM "LeadReview" r JOIN "Lead" l ON l.id = r."leadId" JOIN "Job" j ON j.id = l."jobId"
    WHERE j."grantId" = ${grantId} AND r."createdAt" > now() - make_interval(days => ${windowDays})`;
  return row ?? { total: 0, rejected: 0 };
}

function callsOf(rows: readonly CallRow[]): Calls {
  const sumBy = (keyOf: (row: CallRow) => string) => {
    const sums: Record<string, number> = {};
    for (const row of rows) sums[keyOf(row)] = (sums[keyOf(row)] ?? 0) + row.calls;
    return sums;
  };
  return {
    total: rows.reduce((sum, { calls }) => sum + calls, 0),
    byOperation: sumBy(({ operation }) => operation),
    byHour: sumBy(({ hour }) => String(hour)),
  };
}

function matchesOf([row]: readonly MatchRow[]): Matches {
  return { compared: row?.compared ?? 0, matched: row?.matched ?? 0 };
}
