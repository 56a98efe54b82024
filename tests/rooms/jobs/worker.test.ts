import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import type { Outcome } from "#lib/jobs/finish-job";
import { takeBackLapsed } from "#lib/jobs/give-back-job";
import { closeDatabase } from "#lib/platform/db";
import { seedGrant } from "#tests/support/grants";
import { createJobProcessor } from "../../../workers/recognition/process-job";
import { createTurnstile } from "../../../workers/recognition/turnstile";
import { jobRow, lapse, queueOne, storedPictures, VERIFIED } from "./orders";

const ANSWER: Outcome = { kind: "answer", result: VERIFIED };
const never = new Promise<never>(() => {});

afterAll(closeDatabase);

function patient() {
  return createTurnstile({ limitMs: 10_000, onStuck: () => undefined });
}

describe("a recognition worker", () => {
  it("gives the engine the pictures that were accepted, by their place, one job at a time", async () => {
    const seed = await seedGrant();
    const pictures = [
      { slot: "source" as const, bytes: new Uint8Array([1, 2, 3]) },
      { slot: "target" as const, bytes: new Uint8Array([4, 5, 6]) },
    ];
    const jobs = [await queueOne(seed, { pictures }), await queueOne(seed, { pictures })];
    let together = 0;
    let inEngine = 0;
    const work = createJobProcessor({
      turnstile: patient(),
      recognise: async ({ operation, request, pictures: given }) => {
        inEngine += 1;
        together = Math.max(together, inEngine);
        expect([operation, request.threshold, request.floor]).toEqual(["verify_1_1", 0.5, 0.5]);
        expect([...given].map(([slot, bytes]) => [slot, [...bytes]])).toEqual([
          ["source", [1, 2, 3]],
          ["target", [4, 5, 6]],
        ]);
        await new Promise((resolve) => setTimeout(resolve, 50));
        inEngine -= 1;
        return ANSWER;
      },
    });
    await Promise.all(jobs.map(work));
    for (const jobId of jobs)
      expect(await jobRow(jobId)).toMatchObject({ state: "released", result: VERIFIED });
    expect(together).toBe(1);
  });

  it("does nothing with a ticket that is old, doubled, or of no job", async () => {
    const work = createJobProcessor({ turnstile: patient(), recognise: async () => ANSWER });
    const jobId = await queueOne(await seedGrant());
    await work(jobId);
    await Promise.all([work(jobId), work("job_none")]);
    expect(await jobRow(jobId)).toMatchObject({ state: "released", attempts: 1 });
  });

  it("drops its answer when its claim was taken back while it was in the engine", async () => {
    const jobId = await queueOne(await seedGrant());
    const work = createJobProcessor({
      turnstile: patient(),
      recognise: async () => {
        await lapse(jobId);
        await takeBackLapsed(jobId);
        return ANSWER;
      },
    });
    await work(jobId);
    expect(await jobRow(jobId)).toMatchObject({ state: "queued", crashes: 1, result: null });
  });

  it("that is stuck counts the job in the engine and hands back the one that waited behind it", async () => {
    const seed = await seedGrant();
    const [stuck, behind] = [await queueOne(seed), await queueOne(seed)];
    let told = 0;
    const turnstile = createTurnstile({
      limitMs: 1_500,
      onStuck: () => {
        told += 1;
      },
    });
    const work = createJobProcessor({ turnstile, recognise: () => never });
    const first = work(stuck);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await Promise.all([first, work(behind)]);
    expect(told).toBe(1);
    expect(await jobRow(stuck)).toMatchObject({ state: "queued", crashes: 1 });
    expect(await jobRow(behind)).toMatchObject({ state: "queued", crashes: 0 });
  });

  it("fails a job whose pictures cannot be read back, and says so", async () => {
    const seed = await seedGrant();
    const jobId = await queueOne(seed);
    for (const file of storedPictures(seed.organisationId)) rmSync(file);
    const work = createJobProcessor({ turnstile: patient(), recognise: async () => ANSWER });
    await work(jobId);
    expect(await jobRow(jobId)).toMatchObject({ state: "failed", failureCode: "unavailable", outbox: null });
  });
});
