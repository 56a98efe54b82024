import { readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { canonicalJson, sha256Hex } from "#lib/platform/canonical-json";
import { CONSEQUENCES, MODES, SPACES } from "#lib/policy/vocabulary";

const PROJECT = path.resolve(import.meta.dirname, "../..");
const SAMPLES = [
  "prisma/samples/airline.json",
  "prisma/samples/us-police.json",
  "prisma/samples/hospital.json",
  "tests/fixtures/applications/retailer.json",
  "tests/fixtures/applications/prosecutor.json",
];
/** Where cases are, one after the other. */
const PLACES = [
  ["GB", null, "London"],
  ["US", "US-OR", "Portland"],
  ["US", "US-IL", "Chicago"],
  ["US", "US-TX", "Austin"],
  ["FR", "FR-IDF", "Paris"],
  ["NZ", null, "Auckland"],
  ["US", "US-WA", "Seattle"],
] as const;
const FACTORS = Array.from({ length: 14 }, (_, at) => `F${String(at + 1).padStart(2, "0")}`);
const ROWS_AT_A_TIME = 500;

type Sample = {
  deployment: Record<string, unknown> & { sites: Record<string, unknown>[] };
  purpose: Record<string, unknown>;
};

/**
 * Adds so many cases, each with its frozen revision and a screening on its day; every fourth with locked scores of all
 * factors, every third with a document on file, every tenth with a grant and a key. The numbers alone decide what a case
 * is: the same cases each time. What guards the tables is left out, since nobody could type 10,000 applications.
 *
 * @param client of a superuser, in a database of its own
 */
export async function seedCases(
  client: pg.Client,
  of: { cases: number; packVersion: string },
): Promise<void> {
  const samples = SAMPLES.map((file) => readFileSync(path.join(PROJECT, file), "utf8"));
  await client.query("SET session_replication_role = replica");
  await client.query(`INSERT INTO "Organisation" (id, name, country) VALUES ('org_bench', 'Bench', 'GB')`);
  await client.query(
    `INSERT INTO "Person" (id, email, name, "passwordHash") VALUES ('per_bench', 'bench@bench.example', 'Bench', 'none')`,
  );
  for (let from = 0; from < of.cases; from += ROWS_AT_A_TIME) {
    const numbers = Array.from({ length: Math.min(ROWS_AT_A_TIME, of.cases - from) }, (_, at) => from + at);
    const texts = numbers.map((number) => applicationText(samples, number));
    await insertCases(client, numbers, texts, of.packVersion);
  }
  await client.query("SET session_replication_role = origin");
  await client.query("ANALYZE");
}

/** One of the samples at another place, in another way, for other ends. */
function applicationText(samples: readonly string[], number: number): string {
  const application: Sample = JSON.parse(samples[number % samples.length] ?? "");
  const [country, region, city] = at(PLACES, number / 5);
  Object.assign(application.deployment, { mode: at(MODES, number / 3), space: at(SPACES, number / 7) });
  Object.assign(application.purpose, { consequence: at(CONSEQUENCES, number / 11) });
  for (const site of application.deployment.sites) Object.assign(site, { country, region, city });
  return canonicalJson(JSON.parse(JSON.stringify(application)));
}

function at<Value>(list: readonly Value[], number: number): Value {
  const value = list[Math.floor(number) % list.length];
  if (value === undefined) throw new RangeError("an empty list");
  return value;
}

async function insertCases(
  client: pg.Client,
  numbers: readonly number[],
  texts: readonly string[],
  packVersion: string,
): Promise<void> {
  const cases = [numbers, texts, texts.map((text) => sha256Hex(text)), packVersion];
  await client.query(
    `WITH c AS (SELECT lpad(n::text, 6, '0') AS n, text, digest FROM unnest($1::int[], $2::text[], $3::text[]) t(n, text, digest)),
     r AS (INSERT INTO "ApplicationRevision" (id, "applicationId", number, canonical, digest, "packVersion", "attestedById", "attestedName")
       SELECT 'rev_b' || n, 'app_b' || n, 1, text, digest, $4, 'per_bench', 'Bench' FROM c),
     s AS (INSERT INTO "Screening" (id, "revisionId", "packVersion", outcome, tier, risk, result, "createdAt")
       SELECT 'scr_b' || n, 'rev_b' || n, $4, 'review', 'T1', 0, '{}', now() - n::int % 700 * interval '1 day' FROM c),
     e AS (INSERT INTO "Evidence" (id, "organisationId", "applicationId", kind, "fileName", "mediaType", bytes, sha256,
         "storageKey", scan, "uploadedById", "verifiedAt")
       SELECT 'evd_b' || n, 'org_bench', 'app_b' || n, 'dpia', 'dpia.pdf', 'application/pdf', 1, digest, 'b' || n, 'clean',
         'per_bench', now() FROM c WHERE n::int % 3 = 0),
     f AS (INSERT INTO "FactorScore" (id, "applicationId", "revisionId", "factorId", lane, "scorerId", points, rationale, "updatedAt", "lockedAt")
       SELECT 'fsc_b' || n || factor, 'app_b' || n, 'rev_b' || n, factor, 'legal', 'per_bench', 2 + (n::int + ord) % 3, repeat('It stands on page 6. ', 4), now(), now()
       FROM c, unnest($5::text[]) WITH ORDINALITY u(factor, ord) WHERE n::int % 4 = 0),
     g AS (INSERT INTO "Grant" (id, "tenantId", "applicationId", "decisionId", version, terms, "termsDigest", state, "expiresAt")
       SELECT 'grt_b' || n, 'org_bench', 'app_b' || n, 'dec_b' || n, 1, '{}', '', 'active', now() + interval '1 year'
       FROM c WHERE n::int % 10 = 0),
     k AS (INSERT INTO "ApiKey" (id, "publicId", "tenantId", "grantId", name, "secretMac", "pepperVersion", scopes, cidrs,
         "apiVersion", "createdById", "expiresAt")
       SELECT 'key_b' || n, 'pub' || n, 'org_bench', 'grt_b' || n, 'key', '', 1, '{}', '{}', '1', 'per_bench',
         now() + interval '1 year' FROM c WHERE n::int % 10 = 0)
     INSERT INTO "Application" (id, reference, "organisationId", "createdById", title, state, draft, "packVersion", tier, track,
       "revisionId", "updatedAt", "submittedAt")
     SELECT 'app_b' || n, 'APP-B-' || n, 'org_bench', 'per_bench', 'Case ' || n, 'active', '{}', $4, 'T1', 'expedited',
       'rev_b' || n, now(), now() FROM c`,
    [...cases, FACTORS],
  );
}
