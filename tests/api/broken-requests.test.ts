import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { get, headersOf, jpegLike, keepLedgerLive, postBytes, type Stack, startStack } from "./stack";

let stack: Stack;
let seed: SeededGrant;
let isDraining = false;

keepLedgerLive();
beforeAll(async () => {
  stack = await startStack({ draining: () => isDraining });
  seed = await seedGrant();
});
afterAll(() => stack.stop());

const START = '--xx\r\ncontent-disposition: form-data; name="source"; filename="a.jpg"\r\n\r\n';

describe("a request that is broken", () => {
  it.each([
    ["a form that breaks off", `${START}abc`, "multipart/form-data; boundary=xx"],
    ["a form of noise", "noise", "multipart/form-data; boundary=xx"],
    ["a form without a boundary", `${START}abc\r\n--xx--\r\n`, "multipart/form-data"],
    ["JSON that breaks off", '{"source":', "application/json"],
    ["JSON that changes what objects are", '{"__proto__":{"source":1}}', "application/json"],
    ["no JSON where some is asked for", "", "application/json"],
  ])("is the caller's to mend, and no fault of ours: %s", async (_what, sent, contentType) => {
    const response = await fetch(`${stack.url}/v1/verify`, {
      method: "POST",
      body: sent,
      headers: { ...headersOf({ key: seed.key }), "content-type": contentType },
    });
    expect(await response.json()).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it.each([
    ["does not decode", "/v1/jobs/%zz", 400, "invalid_request"],
    ["is too long", `/v1/jobs/${"x".repeat(2_000)}`, 404, "not_found"],
    ["has a NUL", "/v1/jobs/%00", 404, "not_found"],
  ])("is answered with a problem document when its address %s", async (_what, path, status, code) => {
    const { type, headers, body } = await get(`${stack.url}${path}`, { key: seed.key });
    expect(type).toContain("application/problem+json");
    expect(body).toMatchObject({ status, code, request_id: headers.get("request-id") });
  });
});

describe("a gateway that shuts down", () => {
  it("takes no new work on connections that are still open, and says when to come back", async () => {
    isDraining = true;
    for (const answer of [
      await postBytes(`${stack.url}/v1/detect`, "image/jpeg", jpegLike(), { key: seed.key }),
      await get(`${stack.url}/readyz`),
    ]) {
      expect(answer.body).toMatchObject({ status: 503, code: "unavailable", detail: "Shutting down." });
      expect(answer.headers.get("retry-after")).toBe("5");
    }
    expect((await get(`${stack.url}/healthz`)).status).toBe(200);
  });
});
