import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { revokeKey } from "#lib/keys/revoke-key";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import {
  headersOf,
  jpegLike,
  keepLedgerLive,
  postBytes,
  postForm,
  postJson,
  type Stack,
  startStack,
  storedPictures,
} from "./stack";

let stack: Stack;
let seed: SeededGrant;
let verify: string;

keepLedgerLive();
beforeAll(async () => {
  stack = await startStack();
  seed = await seedGrant();
  verify = `${stack.url}/v1/verify`;
});
afterAll(() => stack.stop());

const pair = () => ({ source: jpegLike(), target: jpegLike() });
const base64Pair = () => ({
  source: { base64: jpegLike().toString("base64") },
  target: { base64: jpegLike().toString("base64") },
});

describe("POST /v1/verify", () => {
  it("answers a form with match, similarity, thresholds and what allowed it", async () => {
    const { status, headers, body } = await postForm(verify, pair(), { key: seed.key });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^job_/),
      operation: "verify",
      status: "released",
      match: true,
      similarity: 0.81,
      threshold: { applied: 0.5, floor: 0.5, fmr: null, measured_on: null },
      source: { box: { x: 48, y: 12, width: 157, height: 167 }, quality: { level: "high", reasons: [] } },
      model: "mobilefacenet-r2",
      lead_only: false,
      decision_id: seed.decisionId,
      grant_version: 1,
      timing: { engine_ms: 1 },
    });
    expect(headers.get("request-id")).toMatch(/^req_/);
    expect(headers.get("countersign-decision")).toBe(seed.decisionId);
    // Erased right after the answer has committed, which is what the caller is woken by.
    await vi.waitFor(() => expect(storedPictures(seed.organisationId)).toEqual([]));
  });

  it("takes base64 in JSON, and a threshold above the floor in either", async () => {
    const json = await postJson(verify, { ...base64Pair(), threshold: 0.62 }, { key: seed.key });
    expect(json.body).toMatchObject({ threshold: { applied: 0.62, floor: 0.5 } });
    const form = await postForm(verify, { ...pair(), threshold: "0.7" }, { key: seed.key });
    expect(form.body).toMatchObject({ threshold: { applied: 0.7, floor: 0.5 } });
  });

  it("says which purpose, site and mode are meant when told, also percent-encoded", async () => {
    const headers = {
      "countersign-purpose": seed.terms.purposes[0] ?? "",
      "countersign-site": encodeURIComponent(seed.terms.sites[0]?.name ?? ""),
      "countersign-mode": seed.terms.modes[0] ?? "",
      "countersign-version": "2026-11-01",
    };
    expect((await postForm(verify, pair(), { key: seed.key, headers })).status).toBe(200);
  });
});

describe("POST /v1/verify refuses, as a problem document,", () => {
  it("a body that is not as the contract says, pointing at each error", async () => {
    const cases: [unknown, string][] = [
      ["{", ""],
      ["", ""],
      [[], ""],
      [{}, "/source"],
      [{ ...base64Pair(), threshold: "0.5" }, "/threshold"],
      [{ ...base64Pair(), threshold: 1.5 }, "/threshold"],
      [{ ...base64Pair(), source: { url: "http://169.254.169.254/" } }, "/source/base64"],
      [{ ...base64Pair(), tenantId: "org_other" }, ""],
      [{ ...base64Pair(), source: { base64: "%%%" } }, "/source/base64"],
    ];
    for (const [sent, pointer] of cases) {
      const { status, type, body } = await postJson(verify, sent, { key: seed.key });
      expect([status, type.split(";")[0], body.code]).toEqual([
        400,
        "application/problem+json",
        "invalid_request",
      ]);
      expect(body).toMatchObject({
        type: "/problems/invalid-request",
        request_id: expect.stringMatching(/^req_/),
      });
      if (pointer !== "")
        expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    }
  });

  it("with what would be right, in words of ours", async () => {
    const base64 = "Give the picture's bytes as base64 text";
    const cases: [unknown, string, string][] = [
      [
        { ...base64Pair(), source: "aGk=" },
        "/source",
        `Give {"base64": "…"}: the picture's bytes as base64 text`,
      ],
      [
        { target: base64Pair().target },
        "/source",
        `Give {"base64": "…"}: the picture's bytes as base64 text`,
      ],
      [{ ...base64Pair(), source: {} }, "/source/base64", base64],
      [{ ...base64Pair(), target: { base64: 7 } }, "/target/base64", base64],
      [[], "/", 'Give {"source": {"base64": "…"}, "target": {"base64": "…"}}'],
      [{ ...base64Pair(), tenantId: "org_other" }, "/tenantId", "Take it out: this call knows no such field"],
      [
        { ...base64Pair(), source: { base64: "aGk=", url: "x" } },
        "/source/url",
        "Take it out: this call knows no such field",
      ],
    ];
    for (const [sent, pointer, message] of cases) {
      const { body } = await postJson(verify, sent, { key: seed.key });
      expect(body.errors).toContainEqual({ pointer, message });
    }
    const form = await postForm(verify, { source: jpegLike() }, { key: seed.key });
    expect(form.body.errors).toEqual([
      {
        pointer: "/target",
        message: "Give a file: a JPEG, PNG or WebP picture; or face_id or subject_id",
      },
    ]);
  });

  it("a form with an unknown, missing, doubled or wrong part", async () => {
    const wrong: Parameters<typeof postForm>[1][] = [
      { ...pair(), role: "admin" },
      { source: jpegLike() },
      { ...pair(), threshold: "a lot" },
      { ...pair(), threshold: "" },
      { source: "text", target: jpegLike() },
      { ...pair(), third: jpegLike() },
    ];
    for (const fields of wrong) {
      const { status, body } = await postForm(verify, fields, { key: seed.key });
      expect([status, body.code]).toEqual([400, "invalid_request"]);
    }
    const doubled = new FormData();
    for (const name of ["source", "source"]) doubled.append(name, new Blob([jpegLike()]));
    const answer = await fetch(verify, {
      method: "POST",
      body: doubled,
      headers: headersOf({ key: seed.key }),
    });
    expect(await answer.json()).toMatchObject({ status: 400, detail: "The part source comes twice." });
  });

  it("bytes that are no picture, or too many of them", async () => {
    const pdf = { ...pair(), source: Buffer.from("%PDF-1.7 not a picture") };
    expect((await postForm(verify, pdf, { key: seed.key })).body).toMatchObject({
      status: 400,
      code: "image_unsupported",
    });
    const empty = { ...pair(), source: Buffer.alloc(0) };
    expect((await postForm(verify, empty, { key: seed.key })).body).toMatchObject({
      status: 400,
      code: "image_unsupported",
    });
    const huge = { ...pair(), source: jpegLike(8 * 1024 * 1024 + 1) };
    expect((await postForm(verify, huge, { key: seed.key })).body).toMatchObject({
      status: 413,
      code: "image_too_large",
    });
    const json = { ...base64Pair(), target: { base64: jpegLike(8 * 1024 * 1024 + 1).toString("base64") } };
    expect((await postJson(verify, json, { key: seed.key })).body).toMatchObject({
      status: 413,
      code: "image_too_large",
    });
    expect(storedPictures(seed.organisationId)).toEqual([]);
  });

  it("another media type, and a raw picture where two are asked for", async () => {
    for (const type of ["text/plain", "image/jpeg", "application/xml", "image/svg+xml"]) {
      const { status, body } = await postBytes(verify, type, jpegLike(), { key: seed.key });
      expect([status, body.code]).toEqual([415, "unsupported_media_type"]);
    }
  });

  it("no key, and every key that is not valid now, before the body is looked at", async () => {
    const revoked = await seedGrant();
    await revokeKey({ actor: revoked.admin, keyId: revoked.keyId, reason: "lost" });
    const expired = await seedGrant({ key: { expiresAt: new Date(Date.now() - 1_000) } });
    const typo = `${seed.key.slice(0, -1)}${seed.key.endsWith("0") ? "1" : "0"}`;
    const cases: [string | null, string][] = [
      [null, "key_missing"],
      ["nonsense", "key_invalid"],
      [typo, "key_invalid"],
      [expired.key, "key_expired"],
      [revoked.key, "key_revoked"],
    ];
    for (const [key, code] of cases) {
      const { status, headers, body } = await postJson(verify, "{ not even JSON", { key });
      expect([status, body.code]).toEqual([401, code]);
      expect(headers.get("www-authenticate")).toContain("Bearer");
    }
  });

  it("what the grant does not cover, naming what is missing and where to ask for it", async () => {
    const low = await postForm(verify, { ...pair(), threshold: "0.3" }, { key: seed.key });
    expect(low.body).toMatchObject({
      status: 403,
      code: "threshold_below_floor",
      missing: ["threshold_floor"],
    });
    expect(low.body.amend_url).toMatch(new RegExp(`/applications/${seed.applicationId}/renew$`));

    const headers: [string, string, string][] = [
      ["countersign-purpose", "marketing", "purpose_not_granted"],
      ["countersign-site", "Paris", "site_not_granted"],
      ["countersign-mode", "real_time", "mode_not_granted"],
    ];
    for (const [name, value, code] of headers) {
      const { body } = await postForm(verify, pair(), { key: seed.key, headers: { [name]: value } });
      expect(body).toMatchObject({ status: 403, code });
    }
    const elsewhere = await seedGrant({ terms: { operations: ["liveness"] }, key: { scopes: ["liveness"] } });
    expect((await postForm(verify, pair(), { key: elsewhere.key })).body).toMatchObject({
      status: 403,
      code: "operation_not_granted",
      missing: ["operations.verify_1_1"],
      decision_id: elsewhere.decisionId,
    });
    const fenced = await seedGrant({ key: { cidrs: ["203.0.113.0/24"] } });
    expect((await postForm(verify, pair(), { key: fenced.key })).body).toMatchObject({
      status: 403,
      code: "ip_denied",
    });
  });

  it("an unknown version", async () => {
    const headers = { "countersign-version": "2020-01-01" };
    const { body } = await postForm(verify, pair(), { key: seed.key, headers });
    expect(body).toMatchObject({ status: 400, errors: [{ pointer: "/headers/countersign-version" }] });
  });
});
