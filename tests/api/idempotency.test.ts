import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "#lib/platform/db";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { get, jpegLike, keepLedgerLive, postForm, postJson, type Stack, startStack, verified } from "./stack";

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

describe("an Idempotency-Key", () => {
  it("is asked for, and must be short enough", async () => {
    expect((await postForm(verify, pair(), { key: seed.key, idempotencyKey: null })).body).toMatchObject({
      status: 400,
      code: "idempotency_key_required",
    });
    const long = await postForm(verify, pair(), { key: seed.key, idempotencyKey: "x".repeat(256) });
    expect(long.body).toMatchObject({ status: 400, errors: [{ pointer: "/headers/idempotency-key" }] });
  });

  it("gives the same status and body again, and never a second job", async () => {
    const call = { key: seed.key, idempotencyKey: randomBytes(8).toString("hex") };
    const fields = pair();
    const first = await postForm(verify, fields, call);
    const again = await postForm(verify, fields, call);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect([first.headers.get("idempotency-replayed"), again.headers.get("idempotency-replayed")]).toEqual([
      null,
      "true",
    ]);
    const sameInJson = {
      source: { base64: fields.source.toString("base64") },
      target: { base64: fields.target.toString("base64") },
    };
    expect((await postJson(verify, sameInJson, call)).body).toEqual(first.body);
    expect((await postForm(verify, pair(), call)).body).toMatchObject({
      status: 422,
      code: "idempotency_mismatch",
    });
  });

  it("also repeats a refusal about the picture, which was an answer", async () => {
    stack.answerWith(async () => ({
      kind: "refusal",
      code: "no_face",
      detail: "no face in source",
      reasons: [],
    }));
    const call = { key: seed.key, idempotencyKey: randomBytes(8).toString("hex") };
    const fields = pair();
    const first = await postForm(verify, fields, call);
    stack.answerWith(verified);
    expect(first.body).toMatchObject({ status: 422, code: "no_face", id: expect.stringMatching(/^job_/) });
    const again = await postForm(verify, fields, call);
    expect({ ...again.body, request_id: "" }).toEqual({ ...first.body, request_id: "" });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });

  it("is answered 409 while the first request runs, and one job comes of ten at once", async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    stack.answerWith(async (work) => {
      await gate;
      return verified(work);
    });
    const call = { key: seed.key, idempotencyKey: randomBytes(8).toString("hex") };
    const fields = pair();
    const all = Array.from({ length: 10 }, () => postForm(verify, fields, call));
    const early = await Promise.race(all);
    expect(early.body).toMatchObject({ status: 409, code: "idempotency_in_flight" });
    expect(early.headers.get("retry-after")).toBe("1");
    open();
    stack.answerWith(verified);
    const statuses = (await Promise.all(all)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    const records = await read((tx) => tx.idempotencyRecord.count({ where: { key: call.idempotencyKey } }));
    expect(records).toBe(1);
  });

  it("is not used up by a call that was refused before any work", async () => {
    const call = { key: seed.key, idempotencyKey: randomBytes(8).toString("hex") };
    expect((await postForm(verify, { source: jpegLike() }, call)).status).toBe(400);
    expect((await postForm(verify, pair(), call)).status).toBe(200);
  });
});

describe("Prefer: respond-async", () => {
  it("answers 202 with the job's address, which then has the answer", async () => {
    const call = { key: seed.key, headers: { prefer: "respond-async" }, idempotencyKey: "async-1" };
    const fields = pair();
    const accepted = await postForm(verify, fields, call);
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get("location")).toBe(`/v1/jobs/${accepted.body.id}`);
    let job = await get(`${stack.url}${accepted.body.location}`, { key: seed.key });
    for (let n = 0; n < 100 && job.body.status !== "released"; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      job = await get(`${stack.url}${accepted.body.location}`, { key: seed.key });
    }
    expect(job.body).toMatchObject({
      status: "released",
      result: { operation: "verify", match: true, lead_only: false, decision_id: seed.decisionId },
      refusal: null,
    });
    const again = await postForm(verify, fields, call);
    expect([again.status, again.body, again.headers.get("idempotency-replayed")]).toEqual([
      202,
      accepted.body,
      "true",
    ]);
  });
});
