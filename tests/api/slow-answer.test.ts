import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import {
  get,
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
