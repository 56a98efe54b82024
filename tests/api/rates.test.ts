import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { read } from "#lib/platform/db";
import { type SeededGrant, seedAnotherKey, seedGrant } from "#tests/support/grants";
import { jpegLike, keepLedgerLive, postBytes, startStack, storedPictures } from "./stack";

const stack = await startStack();
keepLedgerLive();
afterAll(() => stack.stop());

const detect = (of: SeededGrant, more = {}) =>
  postBytes(`${stack.url}/v1/detect`, "image/jpeg", jpegLike(), { key: of.key, ...more });

describe("a grant's rate", () => {
  it("lets a burst through, then says when to come again, and fills with time", async () => {
    const slow = await seedGrant({ terms: { ratePerSecond: 1, burst: 2 } });
    const first = await detect(slow);
    expect([first.status, first.headers.get("ratelimit-policy")]).toEqual([
      200,
      '"burst";q=2;w=2, "month";q=1000000',
    ]);
    expect(first.headers.get("ratelimit")).toMatch(/^"burst";r=1;t=1, "month";r=999999;t=\d+$/);
    await detect(slow);
    // Slow machines give back a call meanwhile; three at once are too many on any.
    const more = await Promise.all([detect(slow), detect(slow), detect(slow)]);
    const refused = more.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ code: "rate_limited", title: "Too many requests" });
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(refused?.headers.get("ratelimit")).toMatch(/^"burst";r=0;/);
    await sleep(2_100);
    expect((await detect(slow)).status).toBe(200);
    expect(storedPictures(slow.organisationId).length).toBeLessThanOrEqual(1);
  });

  it("is the grant's, not the key's, and no other tenant's", async () => {
    const slow = await seedGrant({ terms: { ratePerSecond: 1, burst: 1 } });
    const keys = [slow, await seedAnotherKey(slow), await seedAnotherKey(slow)];
    const other = await seedGrant({ terms: { ratePerSecond: 1, burst: 1 } });
    const answers = await Promise.all(keys.map((of) => detect(of)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await detect(other)).status).toBe(200);
  });

  it("is not spent by a repeat, which gets the first answer again", async () => {
    const slow = await seedGrant({ terms: { ratePerSecond: 1, burst: 1, monthlyQuota: 1 } });
    const picture = jpegLike();
    const ask = () =>
      postBytes(`${stack.url}/v1/detect`, "image/jpeg", picture, { key: slow.key, idempotencyKey: "once" });
    const first = await ask();
    const repeat = await ask();
    expect([repeat.status, repeat.body]).toEqual([200, first.body]);
  });
});

describe("a grant's quota", () => {
  it("ends with the month's last call, also after the counter was lost in a crash", async () => {
    const small = await seedGrant({ terms: { monthlyQuota: 2 } });
    await detect(small);
    expect((await detect(small)).headers.get("ratelimit")).toContain('"month";r=0;');
    for (const crash of [false, true]) {
      if (crash) await read((tx) => tx.rateBucket.delete({ where: { grantId: small.grantId } }));
      expect((await detect(small)).body).toMatchObject({
        status: 429,
        code: "quota_exceeded",
        missing: ["monthly_quota"],
      });
    }
    await read((tx) =>
      tx.rateBucket.update({ where: { grantId: small.grantId }, data: { month: "2020-01" } }),
    );
    expect((await detect(small)).status).toBe(200);
  });
});
