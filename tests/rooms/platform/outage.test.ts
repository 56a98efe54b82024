import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, read, transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { isOutage } from "#lib/platform/outage";
import { openRedis } from "#lib/platform/redis";
import { describeWith } from "#tests/support/needs";
import { type OwnPostgres, startOwnPostgres } from "#tests/support/own-postgres";
import { startRedis } from "#tests/support/redis";

let postgres: OwnPostgres;
beforeAll(async () => {
  postgres = await startOwnPostgres();
});
afterAll(async () => {
  await closeDatabase();
  await postgres.stop();
});

/** What was thrown, or the string "nothing". */
function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "nothing",
    (error: unknown) => error,
  );
}

/** Everything that can be in hand when a server goes away; `gone` resolves when it has. */
const IN_HAND: Readonly<Record<string, (gone: Promise<void>) => Promise<unknown>>> = {
  "a running query": () => read((tx) => tx.$queryRaw`SELECT pg_sleep(20)::text`),
  "a running query of a transaction": () => transaction((tx) => tx.$queryRaw`SELECT pg_sleep(20)::text`),
  "the next query of a transaction": (gone) =>
    transaction(async (tx) => {
      await tx.organisation.count();
      await gone;
      return tx.organisation.count();
    }),
  "a transaction's commit": (gone) =>
    transaction(async (tx) => {
      await tx.organisation.count();
      await gone;
    }),
  "a query just after": (gone) => gone.then(() => read((tx) => tx.organisation.count())),
  "a query while it is away": (gone) =>
    gone.then(() => sleep(400)).then(() => read((tx) => tx.organisation.count())),
  "a transaction while it is away": (gone) =>
    gone.then(() => sleep(400)).then(() => transaction((tx) => tx.organisation.count())),
};

describe.sequential("a database that goes away is an outage, whatever was in hand", () => {
  it.each(["SIGINT", "SIGQUIT", "SIGKILL"] as const)("with %s", async (how) => {
    await Promise.all(Object.keys(IN_HAND).map(() => read((tx) => tx.$queryRaw`SELECT pg_sleep(0.1)::text`)));
    const ending = sleep(400).then(() => postgres.end(how));
    const thrown = Object.entries(IN_HAND).map(
      async ([what, work]) => [what, await thrownBy(work(ending))] as const,
    );
    const all = await Promise.all(thrown);
    await postgres.restart();

    for (const [what, error] of all) {
      // Sessions outlive a killed postmaster by the moment in which they notice: what they still answer is an answer.
      const isAnswer = how === "SIGKILL" && error === "nothing" && !what.startsWith("a running query");
      expect([what, isAnswer || isOutage(error), error]).toEqual([what, true, error]);
    }
    expect(await read((tx) => tx.organisation.count())).toBe(0);
  });

  it("with one session ended by an operator", async () => {
    const thrown = thrownBy(read((tx) => tx.$queryRaw`SELECT pg_sleep(20)::text`));
    await sleep(200);
    const client = await postgres.connect();
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()",
    );
    await client.end();
    expect(isOutage(await thrown)).toBe(true);
  });
});

describe("a bug is no outage", () => {
  it.each([
    ["a query that the database refuses", () => read((tx) => tx.$queryRaw`SELECT 1 FROM no_such_table`)],
    [
      "a row that is not there",
      () => read((tx) => tx.organisation.findUniqueOrThrow({ where: { id: "x" } })),
    ],
    ["a value out of range", () => read((tx) => tx.$queryRaw`SELECT 1/0`)],
    ["an error of ours inside a transaction", () => transaction(() => Promise.reject(new Error("ours")))],
  ])("%s", async (_what, work) => {
    const error = await thrownBy(work());
    expect(error).toBeInstanceOf(Error);
    expect(isOutage(error)).toBe(false);
  });

  it.each([
    new TypeError("x is not a function"),
    "ECONNRESET",
    null,
    undefined,
    { message: "Command timed out" },
  ])("%s", (error) => expect(isOutage(error)).toBe(false));
});

describe("what says that a part is down", () => {
  it.each(["08006", "08003", "57P01", "57P02", "57P03", "53300", "53100", "25006", "58030"])(
    "PostgreSQL's %s, bare or through Prisma",
    (code) => {
      const bare = Object.assign(new Error("of the server"), { code });
      const adapted = Object.assign(new Error("raw query failed"), {
        code: "P2010",
        meta: {
          driverAdapterError: Object.assign(new Error(), { cause: { originalCode: code, kind: "postgres" } }),
        },
      });
      expect([isOutage(bare), isOutage(adapted)]).toEqual([true, true]);
    },
  );

  it.each([
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "EAI_AGAIN",
    "P1001",
    "P1008",
    "P1017",
    "P2024",
    "P2028",
  ])("%s, as the error or as its cause", (code) => {
    const error = Object.assign(new Error("x"), { code });
    expect([isOutage(error), isOutage(new Error("y", { cause: error }))]).toEqual([true, true]);
  });

  it("ends where causes go in a circle", () => {
    const error = new Error("round");
    error.cause = error;
    expect(isOutage(error)).toBe(false);
  });
});

describeWith("redis-server")("a Redis that goes away", () => {
  it("is an outage", async () => {
    const server = await startRedis();
    Object.assign(env(), { REDIS_URL: server.url }); // the settings were read long before
    const redis = openRedis("producer");
    await new Promise((resolve) => redis.once("ready", resolve));
    const waiting = thrownBy(redis.blpop("nothing", 0));
    await sleep(100);
    await server.kill();
    expect(isOutage(await waiting)).toBe(true);
    expect(isOutage(await thrownBy(redis.get("x")))).toBe(true);
    redis.disconnect();
    await server.stop();
  });
});
