import { afterAll, describe, expect, it, vi } from "vitest";
import { liftSwitch, throwSwitch } from "#lib/grants/kill-switch";
import { suspendTenant } from "#lib/grants/suspend-tenant";
import type { Actor } from "#lib/identity/actor";
import { claimJob } from "#lib/jobs/claim-job";
import { finishJob } from "#lib/jobs/finish-job";
import { recheckJobs } from "#lib/jobs/recheck-jobs";
import { viewJob } from "#lib/jobs/view";
import { revokeKey } from "#lib/keys/revoke-key";
import { closeDatabase, transaction } from "#lib/platform/db";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { seedPerson } from "#tests/support/seed-person";
import { ANSWER, acceptOne, claimOne, entriesAbout, jobRow, queueOne, storedPictures } from "./orders";

afterAll(closeDatabase);

async function operators(): Promise<[Actor, Actor]> {
  const two = await transaction(async (tx) => [await seedPerson(tx, "one"), await seedPerson(tx, "two")]);
  const [one, other] = two.map((actor) => ({
    ...actor,
    staffRoles: [{ role: "operator" as const, homeLane: null }],
  }));
  if (one === undefined || other === undefined) throw new Error("two operators");
  return [one, other];
}

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
