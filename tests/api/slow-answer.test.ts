import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { get, jpegLike, keepLedgerLive, postBytes, type Stack, startStack, verified } from "./stack";

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
  it("is given the job's address, the same again when repeated, and the answer there in the end", async () => {
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

    letGo();
    await vi.waitFor(async () => {
      const job = await get(`${stack.url}${late.body.location}`, { key: seed.key });
      expect(job.body).toMatchObject({ status: "released", result: { operation: "detect" } });
    }, 20_000);
  });
});
