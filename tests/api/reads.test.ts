import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "#lib/platform/db";
import { createEventHandler } from "#lib/platform/handle-events";
import { queueMessages } from "#lib/webhooks/queue-messages";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { get, headersOf, jpegLike, postForm, postJson, remove, type Stack, startStack } from "./stack";

let stack: Stack;
let seed: SeededGrant;

beforeAll(async () => {
  stack = await startStack();
  seed = await seedGrant();
});
afterAll(() => stack.stop());

async function newJob(key: string): Promise<string> {
  const { body } = await postForm(
    `${stack.url}/v1/verify`,
    { source: jpegLike(), target: jpegLike() },
    { key },
  );
  return body.id;
}

describe("GET /v1/jobs/{id}", () => {
  it("shows a job to its tenant, with its result as the call itself gave it", async () => {
    const call = await postForm(
      `${stack.url}/v1/verify`,
      { source: jpegLike(), target: jpegLike() },
      { key: seed.key },
    );
    const { status, headers, body } = await get(`${stack.url}/v1/jobs/${call.body.id}`, { key: seed.key });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: call.body.id,
      status: "released",
      purpose: seed.terms.purposes[0],
      refusal: null,
    });
    expect(body.result).toEqual(call.body);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("shows another tenant's job to no one: not found, as if there were none", async () => {
    const other = await seedGrant();
    const theirs = await newJob(other.key);
    for (const id of [theirs, "job_none", "..%2f..%2fetc", "x".repeat(64), "x".repeat(101), "job_%00"]) {
      const { status, body } = await get(`${stack.url}/v1/jobs/${id}`, { key: seed.key });
      expect([status, body.code]).toEqual([404, "not_found"]);
    }
  });

  it("asks for a key", async () => {
    expect((await get(`${stack.url}/v1/jobs/job_1`)).body).toMatchObject({
      status: 401,
      code: "key_missing",
    });
    expect((await get(`${stack.url}/v1/jobs/job_1`, { key: "csk_live_x" })).body.code).toBe("key_invalid");
  });
});

describe("GET /v1/jobs", () => {
  it("lists a tenant's own jobs, the newest first, page by page and without answers", async () => {
    const mine = await seedGrant();
    const made = [];
    for (let at = 0; at < 3; at += 1) made.unshift(await newJob(mine.key));
    await newJob((await seedGrant()).key);
    const list = (query: string) => get(`${stack.url}/v1/jobs${query}`, { key: mine.key });
    const first = (await list("?limit=2")).body;
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual(made.slice(0, 2));
    expect(first.items[0]).toMatchObject({ operation: "verify", status: "released" });
    expect(first.items[0]).not.toHaveProperty("result");
    const last = (await list(`?limit=2&cursor=${first.next_cursor}`)).body;
    expect([last.items.length, last.items[0].id, last.next_cursor]).toEqual([1, made[2], null]);
    expect((await list("?status=queued")).body.items).toEqual([]);
    expect((await list("?status=released&operation=verify")).body.items).toHaveLength(3);
    expect((await list("?operation=identify")).body.items).toEqual([]);
  });

  it("says what is wrong with a question, and asks for a key that is let in", async () => {
    for (const query of ["?status=done", "?operation=emotion", "?limit=0", "?limit=101", "?tenant=org_1"]) {
      const { status, body } = await get(`${stack.url}/v1/jobs${query}`, { key: seed.key });
      expect([status, body.code, body.errors.length]).toEqual([400, "invalid_request", 1]);
    }
    expect((await get(`${stack.url}/v1/jobs`)).body.code).toBe("key_missing");
    const elsewhere = await seedGrant({ key: { cidrs: ["203.0.113.0/24"] } });
    expect((await get(`${stack.url}/v1/jobs`, { key: elsewhere.key })).body.code).toBe("ip_denied");
  });
});

describe("DELETE /v1/jobs/{id}", () => {
  it("deletes an answer that lies ready, once for all, and shows no one another's job", async () => {
    const id = await newJob(seed.key);
    const theirs = await newJob((await seedGrant()).key);
    const end = (job: string, key = seed.key) => remove(`${stack.url}/v1/jobs/${job}`, { key });
    expect((await end(theirs)).body.code).toBe("not_found");
    expect([(await end(id)).status, (await end(id)).status]).toEqual([204, 204]);
    const { body } = await get(`${stack.url}/v1/jobs/${id}`, { key: seed.key });
    expect(body).toMatchObject({ status: "expired", result: null });
    const [row] = await read((tx) =>
      tx.job.findMany({ where: { id }, select: { state: true, result: true } }),
    );
    expect(row).toEqual({ state: "expired", result: null });
    expect((await end(id, "csk_live_x")).body.code).toBe("key_invalid");
  });
});

describe("GET /v1/grant", () => {
  it("says what the key may do, for machines and in words", async () => {
    const { status, headers, body } = await get(`${stack.url}/v1/grant`, { key: seed.key });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: seed.grantId,
      decision_id: seed.decisionId,
      state: "active",
      suspended: false,
      operations: [...seed.terms.operations],
      threshold_floor: { "mobilefacenet-r2": 0.5 },
      key: { id: seed.keyId },
    });
    expect(body.in_words.length).toBeGreaterThan(3);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(JSON.stringify(body)).not.toContain(seed.key.slice(-20));
  });

  it("asks for a key", async () => {
    expect((await get(`${stack.url}/v1/grant`)).status).toBe(401);
  });
});

describe("GET /v1/usage", () => {
  const usage = async (query: string, key = seed.key) => get(`${stack.url}/v1/usage${query}`, { key });

  it("counts a tenant's calls by day and operation, against quota and what was declared", async () => {
    const of = await seedGrant({ terms: { monthlyQuota: 3 }, declaredVolume: 50 });
    await newJob(of.key);
    const { verify_1_1, ...rest } = Object.fromEntries(
      (await usage("", of.key)).body.items.map((item: { operation: string }) => [item.operation, item]),
    );
    expect(rest).toEqual({});
    const today = new Date().toISOString().slice(0, 10);
    const counts = { calls: 1, answered: 1, refused: 0, failed: 0, cancelled: 0, open: 0 };
    expect(verify_1_1).toEqual({
      period: today,
      operation: "verify_1_1",
      grant_id: of.grantId,
      ...counts,
    });
    const byMonth = (await usage("?by=month", of.key)).body;
    expect(byMonth.items).toMatchObject([{ period: `${today.slice(0, 7)}-01`, calls: 1 }]);
    expect(byMonth.month).toMatchObject({
      month: today.slice(0, 7),
      grants: [{ grant_id: of.grantId, calls: 1, quota: 3, quota_remaining: 2, declared: 50 }],
    });
    expect((await usage("?from=2020-01-01&to=2020-01-31", of.key)).body).toMatchObject({ items: [] });
  });

  it("shows no tenant another's, and asks for a key", async () => {
    const mine = await seedGrant();
    await newJob((await seedGrant()).key);
    const { items, month } = (await usage("", mine.key)).body;
    expect([items, month.grants]).toMatchObject([[], [{ grant_id: mine.grantId, calls: 0, declared: null }]]);
    expect((await get(`${stack.url}/v1/usage`)).body.code).toBe("key_missing");
    const elsewhere = await seedGrant({ key: { cidrs: ["203.0.113.0/24"] } });
    expect((await usage("", elsewhere.key)).body.code).toBe("ip_denied");
  });

  it("says what is wrong with a span, and what would be right", async () => {
    for (const [query, pointer, says] of [
      ["?from=2026-11-31", "/querystring/from", "a day such as"],
      ["?by=week", "/querystring/by", "day or month"],
      ["?from=2026-01-02&to=2026-01-01", "/querystring/from", "up to 2026-01-01"],
      ["?from=2026-01-01&to=2026-06-01", "/querystring/from", "at most 92 days"],
      ["?by=month&from=2020-01-01&to=2026-06-01", "/querystring/from", "at most 24 months"],
      ["?days=3", "/querystring/days", "no such field"],
    ]) {
      const { body } = await usage(query ?? "");
      expect(body, query).toMatchObject({ status: 400, errors: [{ pointer }] });
      expect(body.errors[0].message).toContain(says);
    }
  });
});

describe("a key over the API", () => {
  const rotate = (of: SeededGrant, body: unknown, id = of.keyId) =>
    postJson(`${stack.url}/v1/keys/${id}/rotate`, body, { key: of.key, idempotencyKey: null });
  const leak = (body: unknown) => postJson(`${stack.url}/v1/leaks`, body, { idempotencyKey: null });

  it("gives itself a new secret, and no other key", async () => {
    const of = await seedGrant();
    const { status, headers, body } = await rotate(of, { overlap_seconds: 60 });
    expect([status, headers.get("cache-control"), body.id]).toEqual([200, "no-store", of.keyId]);
    for (const key of [of.key, body.key]) {
      expect((await get(`${stack.url}/v1/grant`, { key })).status).toBe(200);
    }
    expect((await rotate(of, {}, seed.keyId)).body).toMatchObject({ status: 404, code: "not_found" });
    expect((await rotate(of, { overlap_seconds: 2_592_001 })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: "/overlap_seconds" }],
    });
    expect((await rotate({ ...of, key: "csk_live_x" }, {})).status).toBe(401);
  });

  it("is ended by whoever found it, who learns nothing by it", async () => {
    const of = await seedGrant();
    const gone = await seedGrant();
    const answers = [
      await leak({ key: of.key }),
      await leak({ key: of.key }),
      await leak({ key: gone.key.replace(/.{6}$/, "000000") }),
      await leak({ key: "something else" }),
    ];
    for (const { status, body } of answers) expect([status, body]).toEqual([202, { status: "received" }]);
    expect((await get(`${stack.url}/v1/grant`, { key: of.key })).body.code).toBe("key_revoked");
    expect((await get(`${stack.url}/v1/grant`, { key: gone.key })).status).toBe(200);
    expect((await leak({})).body).toMatchObject({ status: 400, errors: [{ pointer: "/key" }] });
    expect((await leak({ key: "x".repeat(201) })).body.errors).toMatchObject([{ pointer: "/key" }]);
  });
});

describe("the gateway", () => {
  it("is alive and ready, and says so without a key", async () => {
    expect((await get(`${stack.url}/healthz`)).body).toEqual({ status: "ok" });
    expect((await get(`${stack.url}/readyz`)).body).toEqual({
      status: "ready",
      database: "ok",
      ledger: "live",
    });
  });

  it("answers unknown routes and methods with problems, naming the methods that there are", async () => {
    expect((await get(`${stack.url}/v1/nothing`)).body).toMatchObject({ status: 404, code: "not_found" });
    const wrong = await get(`${stack.url}/v1/verify`, { key: seed.key });
    expect(wrong.body).toMatchObject({ status: 405, code: "method_not_allowed" });
    expect(wrong.headers.get("allow")).toBe("POST");
    const deleted = await fetch(`${stack.url}/v1/jobs/job_1`, {
      method: "PUT",
      headers: headersOf({ key: seed.key }),
    });
    expect([deleted.status, deleted.headers.get("allow")]).toEqual([405, "DELETE, GET, HEAD"]);
  });

  it("says what a problem's type means", async () => {
    expect((await get(`${stack.url}/problems/no-face`)).body).toEqual({
      code: "no_face",
      title: "No face was found",
      status: 422,
    });
    expect((await get(`${stack.url}/problems/sign-in-failed`)).status).toBe(404);
  });

  it("sends headers that keep an answer from being read as a page", async () => {
    const { headers } = await get(`${stack.url}/healthz`);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("cuts off a client that is slow with its headers", async () => {
    const { port } = new URL(stack.url);
    const begun = Date.now();
    const socket = connect(Number(port), "127.0.0.1");
    socket.write("POST /v1/verify HTTP/1.1\r\nHost: x\r\n");
    const said = await new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("close", () => resolve(text));
    });
    expect(said).toContain("408");
    expect(Date.now() - begun).toBeLessThan(15_000);
  });
});

describe("webhook endpoints", () => {
  const url = () => `${stack.url}/v1/webhook_endpoints`;
  const patch = async (id: string, body: object) => {
    const headers = { "content-type": "application/json", ...headersOf({ key: seed.key }) };
    const response = await fetch(`${url()}/${id}`, { method: "PATCH", body: JSON.stringify(body), headers });
    return { status: response.status, body: await response.json() };
  };

  it("are made once a request, shown without their secret, rotated, changed and deleted", async () => {
    const call = { key: seed.key, idempotencyKey: "first" };
    const asked = { url: "https://hooks.example/a", events: ["job.released"] };
    const made = await postJson(url(), asked, call);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await postJson(url(), asked, call)).body).toEqual(made.body);
    const { secret, ...shown } = made.body;
    expect((await get(url(), { key: seed.key })).body).toEqual({ items: [shown] });
    const one = `${url()}/${made.body.id}`;
    expect((await get(one, { key: seed.key })).body).toEqual(shown);
    const rotation = { key: seed.key, idempotencyKey: "rotate" };
    const rotated = await postJson(`${one}/rotate_secret`, { overlap_seconds: 60 }, rotation);
    expect(rotated.body.secret).not.toBe(secret);
    const again = await postJson(`${one}/rotate_secret`, { overlap_seconds: 60 }, rotation);
    expect(again.body.secret).toBe(rotated.body.secret);
    expect((await patch(made.body.id, { enabled: false })).body).toMatchObject({ disabled_reason: "asked" });
    expect((await postJson(`${one}/test`, {}, { key: seed.key })).body.code).toBe("wrong_state");
    expect((await patch(made.body.id, { enabled: true, events: [] })).body).toMatchObject({
      enabled: true,
      events: [],
    });
    expect((await remove(one, { key: seed.key })).status).toBe(204);
    expect((await get(one, { key: seed.key })).status).toBe(404);
  });

  it("say what is wrong with an address, and that another tenant's are not found", async () => {
    for (const bad of ["https://127.1/", "http://hooks.example/", "https://[::ffff:10.0.0.1]/", "hooks"]) {
      const { body } = await postJson(url(), { url: bad }, { key: seed.key });
      expect(body, bad).toMatchObject({ status: 400, errors: [{ pointer: "/url" }] });
    }
    const other = await seedGrant();
    const theirs = await postJson(url(), { url: "https://hooks.example/b" }, { key: other.key });
    const one = `${url()}/${theirs.body.id}`;
    const call = { key: seed.key };
    const answers = [
      await get(one, call),
      await get(`${one}/deliveries`, call),
      await patch(theirs.body.id, { enabled: false }),
      await postJson(`${one}/test`, {}, call),
      await postJson(`${one}/rotate_secret`, {}, call),
      await postJson(`${one}/deliveries/whd_1/replay`, {}, call),
      await remove(one, call),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await get(one, { key: other.key })).body.enabled).toBe(true);
  });

  it("are told of a job in the transaction that releases it, and of a test, and replay what is over", async () => {
    const of = await seedGrant();
    const call = { key: of.key };
    await newJob(of.key);
    const made = await postJson(url(), { url: "https://hooks.example/c" }, call);
    const jobId = await newJob(of.key);
    await createEventHandler({}, queueMessages)();
    const one = `${url()}/${made.body.id}`;
    const listed = (await get(`${one}/deliveries`, call)).body.items;
    expect(listed).toMatchObject([{ type: "job.released", state: "waiting", attempts: 0 }]);
    const { body } = await read((tx) =>
      tx.webhookDelivery.findUniqueOrThrow({ where: { id: listed[0].id } }),
    );
    expect(JSON.parse(body).data).toEqual({ job_id: jobId, status: "released", code: null });
    const replay = `${one}/deliveries/${listed[0].id}/replay`;
    expect((await postJson(replay, {}, call)).body.code).toBe("wrong_state");
    expect((await postJson(`${one}/test`, {}, call)).body).toMatchObject({ type: "endpoint.test" });
    const headers = { ...headersOf(call), "content-type": "application/json" };
    const bodiless = await fetch(`${one}/test`, { method: "POST", headers });
    expect(await bodiless.json(), "as clients send it that always name a type").toMatchObject({
      type: "endpoint.test",
    });
    await patchOther(one, of.key);
    expect((await get(`${one}/deliveries?state=dead&limit=1`, call)).body.items).toHaveLength(1);
    expect((await postJson(replay, {}, call)).body).toMatchObject({
      state: "waiting",
      message_id: listed[0].message_id,
    });
  });

  async function patchOther(one: string, key: string): Promise<void> {
    const headers = { "content-type": "application/json", ...headersOf({ key }) };
    for (const enabled of [false, true])
      await fetch(one, { method: "PATCH", body: JSON.stringify({ enabled }), headers });
  }
});
