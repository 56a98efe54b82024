import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it, vi } from "vitest";
import { finishJob } from "#lib/jobs/finish-job";
import { relayJobs } from "#lib/jobs/relay-jobs";
import { erasePicturesLeft, erasePicturesOfNone, forgetIdempotencyKeys } from "#lib/jobs/sweep-jobs";
import { watchJobs } from "#lib/jobs/watch-jobs";
import { revokeKey } from "#lib/keys/revoke-key";
import { closeDatabase, read, transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { createEventHandler } from "#lib/platform/handle-events";
import { storeObject } from "#lib/platform/storage/store-object";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { startDomainEvents } from "../../../workers/caretaker/domain-events";
import { startLoop } from "../../../workers/caretaker/loop";
import {
  acceptOne,
  claimOne,
  jobRow,
  queueOne,
  recordingDispatcher,
  storedPictures,
  VERIFIED,
} from "./orders";

const ANSWER = { kind: "answer", result: VERIFIED } as const;

afterAll(closeDatabase);

/** Tickets of one relay turn, by job. */
async function relayed(slots: number): Promise<string[]> {
  const dispatcher = recordingDispatcher();
  await relayJobs({ dispatcher, slots });
  return dispatcher.added.flatMap(({ tickets }) => tickets.map(({ jobId }) => jobId));
}

async function accepted(seed: SeededGrant, count: number): Promise<string[]> {
  const jobs = [];
  for (let n = 0; n < count; n += 1) jobs.push(await acceptOne(seed));
  return jobs;
}

describe("the relay", () => {
  it("takes turns between tenants, however many jobs one of them has waiting", async () => {
    const [flood, other] = [await seedGrant(), await seedGrant()];
    const flooding = await accepted(flood, 6);
    const others = await accepted(other, 2);
    // Room for four: two of each, though the flood was there first.
    expect(new Set(await relayed(2))).toEqual(new Set([...flooding.slice(0, 2), ...others]));
    expect(await relayed(2)).toEqual([]);
  });

  it("never hands over more of a tenant's jobs than its grant lets run at once", async () => {
    const seed = await seedGrant({ terms: { concurrentJobs: 2 } });
    const jobs = await accepted(seed, 4);
    const first = (await relayed(1_000)).filter((jobId) => jobs.includes(jobId));
    expect(first).toEqual(jobs.slice(0, 2));
    expect((await relayed(1_000)).filter((jobId) => jobs.includes(jobId))).toEqual([]);
  });

  it("puts jobs back in line when the queue does not take them", async () => {
    const jobId = await acceptOne(await seedGrant());
    const broken = { ...recordingDispatcher(), add: () => Promise.reject(new Error("queue down")) };
    await expect(relayJobs({ dispatcher: broken, slots: 1_000 })).rejects.toThrow("queue down");
    expect(await jobRow(jobId)).toMatchObject({ state: "queued", outbox: { dispatchedAt: null } });
    expect(await relayed(1_000)).toContain(jobId);
  });

  it("lets one of several relays fill the queue at a time", async () => {
    const jobs = await accepted(await seedGrant(), 4);
    const turns = await Promise.all([relayed(1_000), relayed(1_000), relayed(1_000)]);
    const handedOver = turns.flat().filter((jobId) => jobs.includes(jobId));
    expect(handedOver.length).toBe(new Set(handedOver).size);
  });
});

describe("domain events", () => {
  it("cancel a revoked key's jobs within moments, and are handled once", async () => {
    const seed = await seedGrant();
    const jobId = await queueOne(seed);
    const loop = startDomainEvents();
    await revokeKey({ actor: seed.admin, keyId: seed.keyId, reason: "lost" });
    await vi.waitFor(async () => expect((await jobRow(jobId)).state).toBe("cancelled_revoked"), 10_000);
    await vi.waitFor(
      async () => expect(await read((tx) => tx.domainEvent.count({ where: { handledAt: null } }))).toBe(0),
      10_000,
    );
    await loop.stop();
    expect(storedPictures(seed.organisationId)).toEqual([]);
  });

  it("are tried again after a failure, without holding up those behind", async () => {
    const [first, second] = ["key_first", "key_second"];
    await transaction(async (tx) => {
      await emitEvent(tx, { kind: "key.revoked", subjectId: first });
      await emitEvent(tx, { kind: "key.revoked", subjectId: second });
    });
    const heard: string[] = [];
    const handle = createEventHandler({
      "key.revoked": async ({ subjectId }) => {
        heard.push(subjectId);
        if (heard.filter((id) => id === first).length === 1 && subjectId === first)
          throw new Error("not now");
      },
    });
    expect(await handle()).toBe(1);
    expect(heard).toEqual([first, second]);
    expect(await handle()).toBe(0);
    await sleep(1_100);
    expect(await handle()).toBe(1);
    expect(heard).toEqual([first, second, first]);
  });

  it("are handled by one of two caretakers", async () => {
    await transaction((tx) => emitEvent(tx, { kind: "key.revoked", subjectId: "key_shared" }));
    const heard: string[] = [];
    const listener = { "key.revoked": async ({ subjectId }: { subjectId: string }) => heard.push(subjectId) };
    await Promise.all([createEventHandler(listener)(), createEventHandler(listener)()]);
    expect(heard).toEqual(["key_shared"]);
  });
});

describe("the sweeps", () => {
  it("erase pictures whose job ended while their eraser was interrupted", async () => {
    const seed = await seedGrant();
    const claim = await claimOne(seed);
    expect(await finishJob({ ...claim, inputs: [] }, ANSWER)).toEqual({ ok: true });
    expect(storedPictures(seed.organisationId)).toHaveLength(2);
    await erasePicturesLeft();
    expect(storedPictures(seed.organisationId)).toEqual([]);
    expect((await jobRow(claim.jobId)).inputs.every(({ deletedAt }) => deletedAt !== null)).toBe(true);
  });

  it("erase pictures that were written for a job which was never accepted, and no others", async () => {
    const seed = await seedGrant();
    const held = await acceptOne(seed);
    const id = "inp_01STRAY";
    await storeObject({ tenantId: seed.organisationId, purpose: "image", id, bytes: new Uint8Array([1]) });
    expect(await erasePicturesOfNone({ now: new Date() })).toBe(0);
    const later = new Date(Date.now() + 2 * 3_600_000);
    expect(await erasePicturesOfNone({ now: later })).toBeGreaterThanOrEqual(1);
    const { inputs } = await jobRow(held);
    const left = storedPictures(seed.organisationId);
    expect(left).toHaveLength(2);
    expect(inputs.every(({ id: kept }) => left.some((file) => file.endsWith(kept)))).toBe(true);
  });

  it("forget idempotency keys when their seven days are over", async () => {
    const jobId = await acceptOne(await seedGrant());
    expect(await forgetIdempotencyKeys()).toBe(0);
    await transaction(
      (tx) => tx.$executeRaw`UPDATE "IdempotencyRecord" SET "expiresAt" = now() WHERE "jobId" = ${jobId}`,
    );
    expect(await forgetIdempotencyKeys()).toBe(1);
  });
});

describe("waiting for a job", () => {
  it("ends when the job does, also for several who wait and when no notification came", async () => {
    const watch = watchJobs();
    const claim = await claimOne(await seedGrant());
    const both = Promise.all([watch.ended(claim.jobId, 10_000), watch.ended(claim.jobId, 10_000)]);
    await finishJob(claim, ANSWER);
    expect(await both).toEqual([true, true]);
    // Over before anyone asked: no notification will come, the look-up finds it.
    expect(await watch.ended(claim.jobId, 10_000)).toBe(true);
    await watch.stop();
  });

  it("ends with the time that the caller gave it, or with the process", async () => {
    const watch = watchJobs();
    const jobId = await acceptOne(await seedGrant());
    expect(await watch.ended(jobId, 50)).toBe(false);
    const waiting = watch.ended(jobId, 10_000);
    await watch.stop();
    expect(await waiting).toBe(false);
  });
});

describe("a loop", () => {
  it("outlives what it throws, runs once at a time, and runs again when woken meanwhile", async () => {
    let turns = 0;
    let running = 0;
    let together = 0;
    const loop = startLoop({
      name: "test",
      everyMs: 20,
      turn: async () => {
        turns += 1;
        running += 1;
        together = Math.max(together, running);
        await sleep(10);
        running -= 1;
        if (turns === 2) throw new Error("once");
      },
    });
    for (let n = 0; n < 5; n += 1) loop.wake();
    await vi.waitFor(() => expect(turns).toBeGreaterThan(4), 10_000);
    await loop.stop();
    const stopped = turns;
    await sleep(80);
    expect([together, turns]).toEqual([1, stopped]);
  });
});
