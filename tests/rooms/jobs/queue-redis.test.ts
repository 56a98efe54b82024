import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDispatcher } from "#lib/jobs/queue";
import { describeWith } from "#tests/support/needs";
import { startRedis, type TestRedis } from "#tests/support/redis";
import { queueSuite } from "./queue-suite";

describeWith("redis-server")("the queue on Redis", () => {
  let server: TestRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis();
    process.env.REDIS_URL = server.url;
    process.env.REDIS_CLUSTER_NODES = "";
    redis = new Redis(server.url);
    redis.on("error", () => undefined);
  });

  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  queueSuite("Redis", {
    wipe: async () => {
      await redis.flushall();
    },
  });

  it("holds the ids of jobs and nothing else about them, in one slot of a cluster", async () => {
    await redis.flushall();
    const dispatcher = openDispatcher();
    await dispatcher.add("now", [{ jobId: "job_01", attempt: 2 }]);
    const keys = await redis.keys("*");
    expect(keys.every((key) => key.startsWith("{countersign}:"))).toBe(true);
    expect(await redis.hgetall("{countersign}:recognition-now:job_01-2")).toMatchObject({
      name: "recognise",
      data: '{"jobId":"job_01"}',
    });
    await dispatcher.close();
  });

  it("refuses a hand-over at once while it is down, so that the relay can try again later", async () => {
    const dispatcher = openDispatcher();
    await dispatcher.processes();
    await server.kill();
    const begun = Date.now();
    await expect(dispatcher.add("now", [{ jobId: "job_02", attempt: 0 }])).rejects.toThrow();
    expect(Date.now() - begun).toBeLessThan(6_000);
    await dispatcher.close();
  });
});
