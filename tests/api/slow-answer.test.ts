import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { revokeKey } from "#lib/keys/revoke-key";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import {
  get,
  headersOf,
  jpegLike,
  keepLedgerLive,
  postBytes,
  remove,
  type Stack,
  startStack,
  storedPictures,
  verified,
} from "./stack";

let stack: Stack;
let seed: SeededGrant;
let letGo = () => {};

keepLedgerLive();
beforeAll(async () => {
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const recognise = async (work: Parameters<typeof verified>[0]) => {
    await held;
    return verified(work);
  };
  stack = await startStack({ waitMs: 1_000, recognise });
  seed = await seedGrant();
});
afterAll(() => stack.stop());

async function jobOf({ key }: SeededGrant): Promise<string> {
  const headers = { prefer: "respond-async" };
  const { body } = await postBytes(`${stack.url}/v1/detect`, "image/jpeg", jpegLike(), { key, headers });
  return `${stack.url}${body.location}`;
}

function follow(job: string, { key }: SeededGrant, seen?: string) {
  const headers = headersOf({ key, headers: seen === undefined ? {} : { "last-event-id": seen } });
  return fetch(`${job}/events`, { headers });
}

/** The events of a stream, as they come. */
async function* eventsOf(response: Response): AsyncGenerator<{ event: string; data: { status?: string } }> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    text += read.value;
    const whole = text.split("\n\n");
    text = whole.pop() ?? "";
    for (const one of whole) {
      const [, event = "", data = "{}"] = /event: (.*)\ndata: (.*)/.exec(one) ?? [];
      if (event !== "") yield { event, data: JSON.parse(data) };
    }
  }
}

describe("the events of a job", () => {
  it("say where it is until it is over, and go on after what was seen", async () => {
    const job = await jobOf(seed);
    const response = await follow(job, seed);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/event-stream; charset=utf-8",
    ]);
    const seen = [];
    for await (const { event, data } of eventsOf(response)) {
      expect(event).toBe("status");
      seen.push(data.status);
      if (seen.length === 1) await remove(job, { key: seed.key });
    }
    expect(["received", "queued", "running"]).toContain(seen[0]);
    expect(seen.at(-1)).toBe("cancelled");
    const again = [];
    for await (const { data } of eventsOf(await follow(job, seed, "running"))) again.push(data.status);
    expect(again).toEqual(["cancelled"]);
    expect((await follow(job, seed, "cancelled")).status).toBe(204);
  });

  it("are told to nobody else, and to nobody after a revocation", async () => {
    const other = await seedGrant();
    const job = await jobOf(other);
    expect((await follow(job, seed)).status).toBe(404);
    expect((await get(`${job}/events`, { key: null })).body.code).toBe("key_missing");
    const told = [];
    for await (const { event, data } of eventsOf(await follow(job, other))) {
      told.push({ event, data });
      if (told.length === 1) await revokeKey({ actor: other.admin, keyId: other.keyId, reason: "leaked" });
    }
    expect(told.at(-1)).toMatchObject({ event: "refusal", data: { code: "key_revoked" } });
    expect((await follow(job, other)).status).toBe(401);
  });
});

describe("a call whose answer takes too long", () => {
  it("is given the job's address, the same again when repeated, and the answer there in the end; one that is cancelled gets none", async () => {
    const picture = jpegLike();
    const call = { key: seed.key, idempotencyKey: "slow-1" };
    const late = await postBytes(`${stack.url}/v1/detect`, "image/jpeg", picture, call);
    expect([late.status, late.body]).toEqual([
      202,
      { id: expect.stringMatching(/^job_/), status: "queued", location: late.headers.get("location") },
    ]);
    const again = await postBytes(`${stack.url}/v1/detect`, "image/jpeg", picture, call);
    expect([again.status, again.body, again.headers.get("idempotency-replayed")]).toEqual([
      202,
      late.body,
      "true",
    ]);

    const waits = postBytes(`${stack.url}/v1/detect`, "image/jpeg", jpegLike(), { key: seed.key });
    const second = await postBytes(`${stack.url}/v1/detect`, "image/jpeg", jpegLike(), {
      key: seed.key,
      headers: { prefer: "respond-async" },
    });
    const ended = await remove(`${stack.url}${second.body.location}`, { key: seed.key });
    expect(ended.status).toBe(204);
    const cancelled = await get(`${stack.url}${second.body.location}`, { key: seed.key });
    expect(cancelled.body).toMatchObject({ status: "cancelled", result: null });
    expect(cancelled.body.refusal).toMatchObject({ code: "job_cancelled", type: "/problems/job-cancelled" });
    const { headers } = await waits;
    const running = headers.get("location") ?? "";
    await vi.waitFor(async () => {
      expect((await get(`${stack.url}${running}`, { key: seed.key })).body.status).toBe("running");
    }, 20_000);
    expect((await remove(`${stack.url}${running}`, { key: seed.key })).status).toBe(204);

    letGo();
    await vi.waitFor(async () => {
      const job = await get(`${stack.url}${late.body.location}`, { key: seed.key });
      expect(job.body).toMatchObject({ status: "released", result: { operation: "detect" } });
    }, 20_000);
    // What the engine had in hand when it was cancelled comes to nothing, and no picture is left.
    for (const location of [second.body.location, running]) {
      const { body } = await get(`${stack.url}${location}`, { key: seed.key });
      expect([body.status, body.result]).toEqual(["cancelled", null]);
    }
    await vi.waitFor(() => expect(storedPictures(seed.organisationId)).toEqual([]), 20_000);
  });
});
