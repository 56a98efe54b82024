import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { get, headersOf, jpegLike, postForm, type Stack, startStack } from "./stack";

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
      method: "DELETE",
      headers: headersOf({ key: seed.key }),
    });
    expect([deleted.status, deleted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
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
