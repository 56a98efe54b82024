import { readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { canonicalJson } from "#lib/platform/canonical-json";

const AIRLINE = path.resolve(import.meta.dirname, "../../prisma/samples/airline.json");

/** How many of a thousand cases are where, roughly as after some years: most are over. */
const STATES = [
  ["active", 400],
  ["declined", 150],
  ["expired", 150],
  ["rejected_hard_stop", 80],
  ["in_review", 120],
  ["triaged", 40],
  ["rfi", 30],
  ["decision_pending", 30],
] as const;

/**
 * Adds cases up to this many, each with its frozen revision, half of those in review with a lane taken. The numbers
 * alone decide what a case is: the same cases each time.
 *
 * @param reviewerId who has taken a lane of some
 */
export async function seedQueue(
  client: pg.Client,
  of: { from: number; to: number; reviewerId: string; packVersion: string },
): Promise<void> {
  const canonical = canonicalJson(JSON.parse(readFileSync(AIRLINE, "utf8")));
  const numbers = [of.from, of.to - 1];
  await client.query(
    `INSERT INTO "Organisation" (id, name, country)
     SELECT 'org_bench' || n, 'Organisation ' || n, 'GB' FROM generate_series(0, 199) n ON CONFLICT DO NOTHING`,
  );
  const { thousandths, states } = stateTable();
  await client.query(
    `INSERT INTO "Application" (id, reference, "organisationId", "createdById", title, state, draft, tier, track,
       "packVersion", "createdAt", "updatedAt", "submittedAt", "dueAt")
     SELECT 'app_bench' || n, 'APP-B-' || n, 'org_bench' || n % 200, $3, 'Boarding at gate ' || n,
       ($4::text[])[1 + (SELECT count(*) FROM unnest($5::int[]) t WHERE t <= n * 7919 % 1000)],
       '{}', 'T' || 1 + n % 3, 'standard', $6, now() - n * interval '1 hour', now(),
       now() - n * interval '1 hour', now() + (n * 7919 % 960 - 240) * interval '1 hour'
     FROM generate_series($1::int, $2::int) n`,
    [...numbers, of.reviewerId, states, thousandths, of.packVersion],
  );
  await client.query(
    `INSERT INTO "ApplicationRevision" (id, "applicationId", number, canonical, digest, "packVersion", "attestedById",
       "attestedName")
     SELECT 'rev_bench' || n, 'app_bench' || n, 1, $4, 'digest of ' || n, $5, $3, 'Bench'
     FROM generate_series($1::int, $2::int) n`,
    [...numbers, of.reviewerId, canonical, of.packVersion],
  );
  await client.query(
    `UPDATE "Application" SET "revisionId" = 'rev_bench' || substr(id, 10)
     WHERE id LIKE 'app_bench%' AND "revisionId" IS NULL`,
  );
  await client.query(
    `INSERT INTO "LaneAssignment" (id, "applicationId", lane, "personId")
     SELECT 'lan_bench' || n, 'app_bench' || n, 'privacy', $3 FROM generate_series($1::int, $2::int) n
     WHERE n % 2 = 0 AND (SELECT state FROM "Application" WHERE id = 'app_bench' || n) = 'in_review'`,
    [...numbers, of.reviewerId],
  );
  await client.query("ANALYZE");
}

/** The states in order, and for each but the last the thousandth at which it ends. */
function stateTable(): { states: string[]; thousandths: number[] } {
  let end = 0;
  const thousandths = STATES.map(([, share]) => (end += share)).slice(0, -1);
  return { states: STATES.map(([state]) => state), thousandths };
}
