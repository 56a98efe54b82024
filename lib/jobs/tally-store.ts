import type { Tx } from "#lib/platform/db";

/**
 * Adds an answer, while it is still there, to its day's counts: compared, and matched or with candidates. What compares
 * nothing, or has no result, adds nothing.
 */
export async function tallyAnswer(tx: Tx, jobId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "MatchTally" ("grantId", day, operation, compared, matched)
    SELECT "grantId", ("createdAt" AT TIME ZONE 'UTC')::date, operation, 1, matched::int
    FROM (SELECT *, CASE WHEN jsonb_typeof(result -> 'match') = 'boolean' THEN (result ->> 'match')::boolean
                         WHEN jsonb_typeof(result -> 'candidates') = 'array'
                           THEN jsonb_array_length(result -> 'candidates') > 0 END AS matched
          FROM "Job" WHERE id = ${jobId}) answers
    WHERE matched IS NOT NULL
    ON CONFLICT ("grantId", day, operation) DO UPDATE
      SET compared = "MatchTally".compared + 1, matched = "MatchTally".matched + EXCLUDED.matched`;
}
