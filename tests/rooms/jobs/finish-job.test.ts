import { afterAll, describe, expect, it, vi } from "vitest";
import { liftSwitch, throwSwitch } from "#lib/grants/kill-switch";
import { suspendTenant } from "#lib/grants/suspend-tenant";
import type { Actor } from "#lib/identity/actor";
import { type Claim, claimJob, renewClaim } from "#lib/jobs/claim-job";
import { finishJob } from "#lib/jobs/finish-job";
import { giveBackJob, reportCrash, takeBackLapsed } from "#lib/jobs/give-back-job";
import { recheckJobs } from "#lib/jobs/recheck-jobs";
import { relayJobs } from "#lib/jobs/relay-jobs";
import { expireAnswers } from "#lib/jobs/sweep-jobs";
import { viewJob } from "#lib/jobs/view";
import { revokeKey } from "#lib/keys/revoke-key";
import { closeDatabase, transaction } from "#lib/platform/db";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { seedPerson } from "#tests/support/seed-person";
import {
  acceptOne,
  claimOne,
  entriesAbout,
  jobRow,
  lapse,
  queueOne,
  recordingDispatcher,
  storedPictures,
  VERIFIED,
} from "./orders";

const ANSWER = { kind: "answer", result: VERIFIED } as const;

afterAll(closeDatabase);

async function claimAgain(jobId: string): Promise<Claim> {
  await relayJobs({ dispatcher: recordingDispatcher(), slots: 1_000 });
  const claimed = await claimJob(jobId);
  if (!claimed.ok) throw new Error(`not claimed: ${claimed.refusal}`);
  return claimed.claim;
}

async function operators(): Promise<[Actor, Actor]> {
  const two = await transaction(async (tx) => [await seedPerson(tx, "one"), await seedPerson(tx, "two")]);
  const [one, other] = two.map((actor) => ({
    ...actor,
    staffRoles: [{ role: "operator" as const, homeLane: null }],
  }));
  if (one === undefined || other === undefined) throw new Error("two operators");
  return [one, other];
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

// A dozen whole jobs in one test, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

describe("nothing is released after the commit of", () => {
  const stops: Record<string, (seed: SeededGrant) => Promise<() => Promise<void>>> = {
    "a key's revocation": async ({ admin, keyId }) => {
      await revokeKey({ actor: admin, keyId, reason: "lost" });
      return async () => {};
    },
    "a tenant's suspension": async ({ organisationId }) => {
      const [actor] = await operators();
      await suspendTenant({ actor, tenantId: organisationId, reason: "complaint" });
      return async () => {};
    },
    "a kill switch": async () => {
      const [one, two] = await operators();
      const { switchId } = await throwSwitch({
        actor: one,
        scope: "operation",
        value: "verify_1_1",
        reason: "bias",
      });
      return async () => {
        await liftSwitch({ actor: one, switchId });
        await liftSwitch({ actor: two, switchId });
      };
    },
  };
  const states = {
    "a key's revocation": ["cancelled_revoked", "key_revoked"],
    "a tenant's suspension": ["cancelled_suspended", "tenant_suspended"],
    "a kill switch": ["cancelled_switched_off", "switched_off"],
  } as const;

  for (const [name, [state, code]] of Object.entries(states)) {
    it(`${name}, while the job was queued`, async () => {
      const seed = await seedGrant();
      const jobId = await queueOne(seed);
      const lift = await stops[name]?.(seed);
      expect(await claimJob(jobId)).toEqual({ ok: false, refusal: "cancelled", code });
      expect(await jobRow(jobId)).toMatchObject({ state, failureCode: code, result: null, outbox: null });
      expect(storedPictures(seed.organisationId)).toEqual([]);
      await lift?.();
    });

    it(`${name}, while the job ran`, async () => {
      const seed = await seedGrant();
      const claim = await claimOne(seed);
      const lift = await stops[name]?.(seed);
      expect(await finishJob(claim, ANSWER)).toEqual({ ok: false, refusal: "cancelled", code });
      expect(await jobRow(claim.jobId)).toMatchObject({
        state,
        failureCode: code,
        result: null,
        lease: null,
      });
      expect(storedPictures(seed.organisationId)).toEqual([]);
      await lift?.();
    });

    it(`${name}, not even an answer that lay ready`, async () => {
      const seed = await seedGrant();
      const claim = await claimOne(seed);
      await finishJob(claim, ANSWER);
      const lift = await stops[name]?.(seed);
      await expect(
        viewJob({ keyId: seed.keyId, tenantId: seed.organisationId, jobId: claim.jobId }),
      ).rejects.toMatchObject({ code });
      await lift?.();
    });
  }

  it("a revocation that races the finish: one of the two is first on record, and it wins", async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      const seed = await seedGrant();
      const claim = await claimOne(seed);
      const [finished] = await Promise.all([
        finishJob(claim, ANSWER),
        revokeKey({ actor: seed.admin, keyId: seed.keyId, reason: "race" }),
      ]);
      const [revoked] = await entriesAbout(seed.keyId);
      const released = (await entriesAbout(claim.jobId)).find(({ kind }) => kind === "job.released");
      expect(released !== undefined).toBe(finished.ok);
      if (released !== undefined && revoked !== undefined) expect(released.id < revoked.id).toBe(true);
      outcomes.add(finished.ok ? "finished first" : "revoked first");
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });
});

describe("rechecking jobs after a change", () => {
  it("cancels what the gate no longer lets through, wherever it stands, and nothing else", async () => {
    const [gone, stays] = [await seedGrant(), await seedGrant()];
    const jobs = [await acceptOne(gone), await queueOne(gone), (await claimOne(gone)).jobId];
    const other = await acceptOne(stays);
    expect(await recheckJobs({ keyId: gone.keyId })).toBe(0);
    await revokeKey({ actor: gone.admin, keyId: gone.keyId, reason: "lost" });
    expect(await recheckJobs({ keyId: gone.keyId })).toBe(3);
    expect(await recheckJobs({ keyId: gone.keyId })).toBe(0);
    for (const jobId of jobs)
      expect(await jobRow(jobId)).toMatchObject({ state: "cancelled_revoked", outbox: null });
    expect(storedPictures(gone.organisationId)).toEqual([]);
    expect(await jobRow(other)).toMatchObject({ outbox: { jobId: other } });
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
