import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { takeBackLapsed } from "#lib/jobs/give-back-job";
import type { Outcome } from "#lib/jobs/outcome";
import { closeDatabase } from "#lib/platform/db";
import { seedGrant } from "#tests/support/grants";
import { createJobProcessor } from "../../../workers/recognition/process-job";
import { EngineUnavailable } from "../../../workers/recognition/recogniser";
import { jobRow, lapse, queueOne, storedPictures, VERIFIED } from "./orders";

const ANSWER: Outcome = { kind: "answer", result: VERIFIED };
afterAll(closeDatabase);

describe("a recognition worker", () => {
  it("gives the engine the pictures that were accepted, by their place", async () => {
    const seed = await seedGrant();
    const pictures = [
      { slot: "source" as const, bytes: new Uint8Array([1, 2, 3]) },
      { slot: "target" as const, bytes: new Uint8Array([4, 5, 6]) },
    ];
    const jobs = [await queueOne(seed, { pictures }), await queueOne(seed, { pictures })];
    const work = createJobProcessor(async ({ operation, request, pictures: given }) => {
      expect([operation, request.threshold, request.floor]).toEqual(["verify_1_1", 0.5, 0.5]);
      expect([...given].map(([slot, bytes]) => [slot, [...bytes]])).toEqual([
        ["source", [1, 2, 3]],
        ["target", [4, 5, 6]],
      ]);
      return ANSWER;
    });
    await Promise.all(jobs.map(work));
    for (const jobId of jobs)
      expect(await jobRow(jobId)).toMatchObject({ state: "released", result: VERIFIED });
  });

  it("does nothing with a ticket that is old, doubled, or of no job", async () => {
    const work = createJobProcessor(async () => ANSWER);
    const jobId = await queueOne(await seedGrant());
    await work(jobId);
    await Promise.all([work(jobId), work("job_none")]);
    expect(await jobRow(jobId)).toMatchObject({ state: "released", attempts: 1 });
  });

  it("drops its answer when its claim was taken back while it was in the engine", async () => {
    const jobId = await queueOne(await seedGrant());
    const work = createJobProcessor(async () => {
      await lapse(jobId);
      await takeBackLapsed(jobId);
      return ANSWER;
    });
    await work(jobId);
    expect(await jobRow(jobId)).toMatchObject({ state: "queued", crashes: 1, result: null });
  });

  it("counts what broke the engine against the job, and hands back what never reached one", async () => {
    const seed = await seedGrant();
    const [broke, waited] = [await queueOne(seed), await queueOne(seed)];
    await createJobProcessor(() => Promise.reject(new Error("the engine ended (SIGSEGV)")))(broke);
    await createJobProcessor(() => Promise.reject(new EngineUnavailable("no engine starts")))(waited);
    expect(await jobRow(broke)).toMatchObject({ state: "queued", crashes: 1 });
    expect(await jobRow(waited)).toMatchObject({ state: "queued", crashes: 0 });
  });

  it("fails a job whose pictures cannot be read back, and says so", async () => {
    const seed = await seedGrant();
    const jobId = await queueOne(seed);
    for (const file of storedPictures(seed.organisationId)) rmSync(file);
    const work = createJobProcessor(async () => ANSWER);
    await work(jobId);
    expect(await jobRow(jobId)).toMatchObject({ state: "failed", failureCode: "unavailable", outbox: null });
  });
});
