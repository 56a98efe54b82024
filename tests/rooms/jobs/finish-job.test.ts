import { afterAll, describe, expect, it } from "vitest";
import { type Claim, claimJob, renewClaim } from "#lib/jobs/claim-job";
import { finishJob } from "#lib/jobs/finish-job";
import { giveBackJob, reportCrash, takeBackLapsed } from "#lib/jobs/give-back-job";
import { relayJobs } from "#lib/jobs/relay-jobs";
import { expireAnswers } from "#lib/jobs/sweep-jobs";
import { viewJob } from "#lib/jobs/view";
import { closeDatabase, transaction } from "#lib/platform/db";
import { seedGrant } from "#tests/support/grants";
import {
  ANSWER,
  claimOne,
  entriesAbout,
  jobRow,
  lapse,
  queueOne,
  recordingDispatcher,
  storedPictures,
  VERIFIED,
} from "./orders";

afterAll(closeDatabase);

async function claimAgain(jobId: string): Promise<Claim> {
  await relayJobs({ dispatcher: recordingDispatcher(), slots: 1_000 });
  const claimed = await claimJob(jobId);
  if (!claimed.ok) throw new Error(`not claimed: ${claimed.refusal}`);
  return claimed.claim;
}

describe("a job's run", () => {
  it("has one effect however often the job is delivered", async () => {
    const jobId = await queueOne(await seedGrant());
    const claims = await Promise.all([claimJob(jobId), claimJob(jobId), claimJob(jobId)]);
    const held = claims.filter((claim) => claim.ok);
    expect(held).toHaveLength(1);
    for (const { claim } of held) expect(await finishJob(claim, ANSWER)).toEqual({ ok: true });
    expect(await claimJob(jobId)).toEqual({ ok: false, refusal: "not_queued" });
    expect((await entriesAbout(jobId)).filter(({ kind }) => kind === "job.released")).toHaveLength(1);
  });

  it("puts every change on record, in order, and erases the pictures", async () => {
    const seed = await seedGrant();
    const claim = await claimOne(seed);
    expect(claim).toMatchObject({ operation: "verify_1_1", request: { threshold: 0.5 } });
    expect(storedPictures(seed.organisationId)).toHaveLength(2);
    expect(await finishJob(claim, ANSWER)).toEqual({ ok: true });

    expect((await entriesAbout(claim.jobId)).map(({ kind, data }) => [kind, data.from, data.to])).toEqual([
      ["job.accepted", undefined, undefined],
      ["job.state_changed", "received", "queued"],
      ["job.state_changed", "queued", "running"],
      ["job.released", "running", undefined],
    ]);
    const row = await jobRow(claim.jobId);
    expect(row).toMatchObject({
      state: "released",
      result: VERIFIED,
      attempts: 1,
      lease: null,
      outbox: null,
    });
    expect(row.inputs.every(({ deletedAt }) => deletedAt !== null)).toBe(true);
    expect(storedPictures(seed.organisationId)).toEqual([]);
  });

  it("releases a refusal about the picture as an answer", async () => {
    const seed = await seedGrant();
    const claim = await claimOne(seed);
    await finishJob(claim, {
      kind: "refusal",
      code: "quality_too_low",
      detail: "source",
      reasons: ["blurred"],
    });
    const view = await viewJob({ keyId: seed.keyId, tenantId: seed.organisationId, jobId: claim.jobId });
    expect(view).toMatchObject({
      status: "released",
      result: null,
      refusal: { code: "quality_too_low", reasons: ["blurred"] },
    });
  });
});

describe("an answer whose time is up", () => {
  it("is not given out, though no sweep has come by", async () => {
    const seed = await seedGrant();
    const claim = await claimOne(seed);
    await finishJob(claim, ANSWER);
    const caller = { keyId: seed.keyId, tenantId: seed.organisationId, jobId: claim.jobId };
    expect((await viewJob(caller)).result).not.toBeNull();
    await transaction((tx) => tx.$executeRaw`UPDATE "Job" SET "expiresAt" = now() WHERE id = ${claim.jobId}`);
    expect(await viewJob(caller)).toMatchObject({ status: "expired", result: null });
    expect(await expireAnswers()).toBe(1);
  });
});

describe("a worker that was frozen past its lease", () => {
  it("changes nothing when it wakes", async () => {
    const seed = await seedGrant();
    const frozen = await claimOne(seed);
    await lapse(frozen.jobId);
    expect(await takeBackLapsed(frozen.jobId)).toBe(true);
    const next = await claimAgain(frozen.jobId);

    expect(await renewClaim(frozen)).toBe(false);
    expect(await finishJob(frozen, { ...ANSWER, result: { ...VERIFIED, match: false } })).toEqual({
      ok: false,
      refusal: "claim_lost",
    });
    expect(storedPictures(seed.organisationId)).toHaveLength(2);
    expect(await finishJob(next, ANSWER)).toEqual({ ok: true });
    expect(await finishJob(frozen, ANSWER)).toEqual({ ok: false, refusal: "claim_lost" });
    expect(await jobRow(frozen.jobId)).toMatchObject({ result: { match: true }, attempts: 2, crashes: 1 });
  });

  it("keeps its claim while it renews", async () => {
    const claim = await claimOne(await seedGrant());
    await lapse(claim.jobId);
    expect(await renewClaim(claim)).toBe(true);
    expect(await takeBackLapsed(claim.jobId)).toBe(false);
    expect(await finishJob(claim, ANSWER)).toEqual({ ok: true });
  });
});

describe("a job that breaks the engine", () => {
  it("is tried once more, then set aside with its pictures erased", async () => {
    const seed = await seedGrant();
    const first = await claimOne(seed);
    await reportCrash(first);
    expect(await jobRow(first.jobId)).toMatchObject({ state: "queued", crashes: 1 });
    await reportCrash(await claimAgain(first.jobId));
    expect(await jobRow(first.jobId)).toMatchObject({ state: "quarantined", crashes: 2, outbox: null });
    expect(storedPictures(seed.organisationId)).toEqual([]);
    await reportCrash(first);
    expect(await jobRow(first.jobId)).toMatchObject({ state: "quarantined", crashes: 2 });
  });

  it("is not blamed when a worker hands it back on its way out", async () => {
    const claim = await claimOne(await seedGrant());
    await giveBackJob(claim);
    expect(await jobRow(claim.jobId)).toMatchObject({
      state: "queued",
      crashes: 0,
      outbox: { dispatchedAt: null },
    });
    await giveBackJob(claim);
    expect(await finishJob(await claimAgain(claim.jobId), ANSWER)).toEqual({ ok: true });
  });
});

describe("an answer", () => {
  it("is deleted when its time is over, and the job stays as a record", async () => {
    const seed = await seedGrant();
    const claim = await claimOne(seed);
    await finishJob(claim, ANSWER);
    await transaction(
      (tx) => tx.$executeRaw`UPDATE "Job" SET "expiresAt" = clock_timestamp() WHERE id = ${claim.jobId}`,
    );
    expect(await expireAnswers()).toBe(1);
    expect(await jobRow(claim.jobId)).toMatchObject({ state: "expired", result: null });
    expect(await expireAnswers()).toBe(0);
  });

  it("is another tenant's to no one", async () => {
    const [mine, theirs] = [await seedGrant(), await seedGrant()];
    const { jobId } = await claimOne(theirs);
    const caller = { keyId: mine.keyId, tenantId: mine.organisationId };
    await expect(viewJob({ ...caller, jobId })).rejects.toMatchObject({ code: "not_found" });
    await expect(viewJob({ ...caller, jobId: "job_none" })).rejects.toMatchObject({ code: "not_found" });
  });
});
