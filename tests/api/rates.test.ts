import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { tellQuotas } from "#lib/jobs/tell-quotas";
import { writeNotices } from "#lib/notices/write-notices";
import { read } from "#lib/platform/db";
import { messagesOf } from "#lib/webhooks/event-types";
import { type SeededGrant, seedAnotherKey, seedGrant } from "#tests/support/grants";
import { get, jpegLike, keepLedgerLive, postBytes, startStack, storedPictures } from "./stack";

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

describe("calls of any kind", () => {
  it("are five times those of work, told in the headers, and refused with when to come again", async () => {
    const slow = await seedGrant({ terms: { ratePerSecond: 1, burst: 1 } });
    const other = await seedGrant();
    const look = (path: string, key = slow.key) => get(`${stack.url}${path}`, { key });
    const first = await look("/v1/grant");
    expect([first.status, first.headers.get("ratelimit-policy")]).toEqual([200, '"requests";q=5;w=1']);
    expect(first.headers.get("ratelimit")).toBe('"requests";r=4;t=1');
    // Reads, what is not found and what is not valid alike; slow machines give some back meanwhile.
    const paths = [
      "/v1/usage",
      "/v1/jobs/job_none",
      "/v1/usage?by=week",
      "/v1/models",
      "/v1/grant",
      "/v1/leads",
    ];
    const answers = await Promise.all([...paths, ...paths].map((path) => look(path)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers, body } of refused) {
      expect(body).toMatchObject({ code: "rate_limited", detail: expect.stringContaining("5 requests") });
      expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect(headers.get("ratelimit")).toMatch(/^"requests";r=0;t=\d+$/);
    }
    expect((await look("/v1/grant", other.key)).status).toBe(200);
    await sleep(1_100);
    expect((await look("/v1/grant")).status).toBe(200);
    expect((await detect(slow)).headers.get("ratelimit-policy")).toBe('"burst";q=1;w=1, "month";q=1000000');
  });
});

describe("a grant's quota", () => {
  it("is told at 80 and at 100 percent, once a month, to people and endpoints", async () => {
    const small = await seedGrant({ terms: { monthlyQuota: 5 } });
    const told = async () => {
      await tellQuotas();
      const events = await read((tx) =>
        tx.domainEvent.findMany({ where: { subjectId: small.grantId }, orderBy: { id: "asc" } }),
      );
      return events.filter(({ kind }) => kind === "quota.reached");
    };
    const use = (used: number, month: string) =>
      read((tx) => tx.rateBucket.updateMany({ where: { grantId: small.grantId }, data: { used, month } }));
    await detect(small);
    const { month } = await read((tx) =>
      tx.rateBucket.findUniqueOrThrow({ where: { grantId: small.grantId } }),
    );
    expect(await told()).toEqual([]);
    await use(4, month);
    expect(await told()).toMatchObject([{ data: { month, percent: "80" } }]);
    await use(5, month);
    const [, full] = await told();
    expect(await told()).toHaveLength(2);
    if (full === undefined) throw new Error("the end was not told");
    expect(messagesOf(full)).toEqual({
      tenant: { ofGrant: small.grantId },
      messages: [{ type: "quota.reached", data: { grant_id: small.grantId, month, percent: "100" } }],
    });
    expect(await writeNotices(full)).toBe(1);
    expect(
      await read((tx) => tx.notice.findMany({ where: { personId: small.admin.personId } })),
    ).toMatchObject([{ template: "quota.used_up/members" }]);
    await use(5, "2020-01");
    expect(await told()).toHaveLength(2);
  });

  it("is told whole, and that alone, to whom it ends at once", async () => {
    const tiny = await seedGrant({ terms: { monthlyQuota: 1 } });
    await detect(tiny);
    await tellQuotas();
    const events = await read((tx) => tx.domainEvent.findMany({ where: { subjectId: tiny.grantId } }));
    expect(events.map(({ data }) => data)).toMatchObject([{ percent: "100" }]);
  });

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
