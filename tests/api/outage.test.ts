import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { watchJobs } from "#lib/jobs/watch-jobs";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { closeDatabase } from "#lib/platform/db";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { type OwnPostgres, startOwnPostgres } from "#tests/support/own-postgres";
import { buildServer } from "../../workers/gateway/server";
import { get, jpegLike, postBytes } from "./stack";

let postgres: OwnPostgres;
let seed: SeededGrant;
let url = "";
let stop = async () => {};

beforeAll(async () => {
  postgres = await startOwnPostgres();
  seed = await seedGrant();
  const watch = watchJobs();
  const server = await buildServer({ watch, draining: () => false, waitMs: 1_500 });
  url = await server.listen({ port: 0, host: "127.0.0.1" });
  stop = async () => {
    await server.close();
    await watch.stop();
    await closeDatabase();
    await postgres.stop();
  };
});
afterAll(() => stop());

const detect = () => postBytes(`${url}/v1/detect`, "image/jpeg", jpegLike(), { key: seed.key });
const UNAVAILABLE = { status: 503, code: "unavailable", title: "A part of the service is down" };

describe.sequential("calls in flight when the database goes away", () => {
  it.each(["SIGINT", "SIGQUIT", "SIGKILL"] as const)("are told to come back, with %s", async (how) => {
    await sequenceEntries({ now: new Date() });
    // Nobody works here: this call waits for its answer.
    const waits = detect();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const holder = await postgres.connect();
    await holder.query('BEGIN; LOCK TABLE "LedgerPending" IN ACCESS EXCLUSIVE MODE');
    const inTransaction = detect();
    const inRead = get(`${url}/readyz`);
    await vi.waitFor(async () => expect(await postgres.waiting()).toBe(2), 10_000);

    await postgres.end(how);
    const after = get(`${url}/v1/grant`, { key: seed.key });
    for (const answer of await Promise.all([waits, inTransaction, inRead, after])) {
      expect(answer.body).toMatchObject(UNAVAILABLE);
      expect(answer.headers.get("retry-after")).toBe("5");
      expect(answer.type).toContain("application/problem+json");
    }
    await postgres.restart();
    expect((await get(`${url}/v1/grant`, { key: seed.key })).status).toBe(200);
  });
});

describe("a bug", () => {
  afterEach(async () => {
    const client = await postgres.connect();
    await client.query('ALTER TABLE "Gone" RENAME TO "Grant"');
    await client.end();
  });

  it("is not dressed up as an outage", async () => {
    const client = await postgres.connect();
    await client.query('ALTER TABLE "Grant" RENAME TO "Gone"');
    await client.end();
    const answer = await get(`${url}/v1/grant`, { key: seed.key });
    expect(answer.body).toMatchObject({ status: 500, code: "internal" });
    expect(answer.headers.get("retry-after")).toBeNull();
  });
});
