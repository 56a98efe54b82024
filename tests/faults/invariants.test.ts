import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finishJob } from "#lib/jobs/finish-job";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { closeDatabase } from "#lib/platform/db";
import { seedGrant } from "#tests/support/grants";
import { ANSWER, claimOne } from "../rooms/jobs/orders";
import { type Evidence, type InvariantName, readInvariants } from "./invariants";
import { sampleOf } from "./leaks";
import MUTANTS from "./mutants.json";
import { putOnRecord } from "./put-on-record";
import { randomFrom } from "./random";

let client: pg.Client;
let evidence: Evidence;
let jobId = "";
let keyId = "";

beforeAll(async () => {
  const seed = await seedGrant();
  await putOnRecord(seed);
  const claim = await claimOne(seed);
  await finishJob(claim, ANSWER);
  await sequenceEntries({ now: new Date() });
  ({ jobId } = claim);
  ({ keyId } = seed);
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const orders = [{ key: "one", jobIds: new Set([jobId]), tries: 1 }];
  evidence = { client, orders, tenantIds: [seed.organisationId] };
});
afterAll(async () => {
  await client.end();
  await closeDatabase();
});

/** @returns the invariants that do not hold in a transaction that is then undone; what guards the tables is off in it */
async function brokenAfter(damage: string, values: readonly string[] = []): Promise<string[]> {
  await client.query("BEGIN");
  try {
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(damage, [...values]);
    return brokenIn(await readInvariants(evidence));
  } finally {
    await client.query("ROLLBACK");
  }
}

function brokenIn(findings: Record<string, readonly string[]>): string[] {
  return Object.keys(findings).filter((name) => findings[name]?.length !== 0);
}

const PENDING = `INSERT INTO "LedgerPending" (kind, "subjectId", leaf)`;

describe("what a fault run reads from the database", () => {
  it("finds nothing where nothing went wrong", async () => {
    expect(brokenIn(await readInvariants(evidence))).toEqual([]);
  });

  it("misses an id that was answered and is not there", async () => {
    const orders = [{ key: "one", jobIds: new Set(["job_nowhere"]), tries: 1 }];
    const findings = await readInvariants({ ...evidence, orders });
    expect(findings["every id that was answered exists"]).toEqual(["job_nowhere"]);
  });

  it("sees one key that was answered with two jobs", async () => {
    const orders = [{ key: "one", jobIds: new Set([jobId, "job_other"]), tries: 2 }];
    const findings = await readInvariants({ ...evidence, orders });
    expect(findings["there is one job for each tenant, route and idempotency key"]).toHaveLength(1);
  });

  const damages: [name: InvariantName, sql: string, values: () => string[]][] = [
    [
      "every job reaches a terminal or review state",
      `UPDATE "Job" SET state = 'queued', result = NULL WHERE id = $1`,
      () => [jobId],
    ],
    [
      "a job has one effect when it is released, and none otherwise",
      `${PENDING} SELECT kind, "subjectId", leaf FROM "LedgerPending" WHERE kind = 'job.released' AND "subjectId" = $1`,
      () => [jobId],
    ],
    [
      "there is one job for each tenant, route and idempotency key",
      `DELETE FROM "IdempotencyRecord" WHERE "jobId" = $1`,
      () => [jobId],
    ],
    [
      "nothing is released after the commit of a revocation",
      `WITH revoked AS (INSERT INTO "LedgerPending" (id, kind, "subjectId", leaf) VALUES (0, 'key.revoked', $1, '{}'))
       SELECT 1`,
      () => [keyId],
    ],
    [
      "every change of state has one ledger leaf",
      `DELETE FROM "LedgerPending" WHERE kind = 'job.state_changed' AND "subjectId" = $1`,
      () => [jobId],
    ],
    [
      "no grant has less than two signers, and no key is older than its grant",
      `DELETE FROM "Signature" WHERE slot = 2 AND $1 <> ''`,
      () => [jobId],
    ],
  ];
  it.each(damages)("sees that this does not hold: %s", async (name, sql, values) => {
    expect(await brokenAfter(sql, values())).toContain(name);
  });

  it("sees a ledger that was rewritten", async () => {
    const damage = `UPDATE "LedgerLeaf" SET leaf = replace(leaf, $1, 'job_another') WHERE "subjectId" = $1`;
    await client.query("SET session_replication_role = replica");
    await client.query(damage, [jobId]);
    expect((await readInvariants(evidence))["the ledger verifies"]).toHaveLength(1);
  });
});

describe("the suite's own parts", () => {
  it("draw the same from the same seed, and look for the middle of a picture", () => {
    const draw = (seed: number) => Array.from({ length: 20 }, randomFrom(seed).below.bind(null, 100));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    const picture = randomBytes(1_000);
    expect(picture.indexOf(sampleOf(picture))).toBe(476);
    expect(sampleOf(Buffer.from("csk_live_short")).toString()).toBe("csk_live_short");
  });
});

describe("each mutant", () => {
  it.each(Object.entries(MUTANTS))("finds the text that it changes, once: %s", (_, { file, find }) => {
    expect(readFileSync(file, "utf8").split(find)).toHaveLength(2);
  });
});

describe("docs/guarantees.md", () => {
  it("names tests that there are", () => {
    const text = readFileSync("docs/guarantees.md", "utf8");
    const named = [...text.matchAll(/`(tests\/[^`]+\.ts)` › ([^|;(\n]+(?:;[^|\n]+)?)/g)].map(
      ([, file = "", name = ""]) => ({ file, name: name.replace(/\).*$/s, "").trim() }),
    );
    expect(named.length).toBeGreaterThan(18);
    const missing = named.filter(({ file, name }) => !readFileSync(file, "utf8").includes(name));
    expect(missing).toEqual([]);
  });
});
