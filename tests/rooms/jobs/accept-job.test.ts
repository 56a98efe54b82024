import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { suspendTenant } from "#lib/grants/suspend-tenant";
import { acceptJob } from "#lib/jobs/accept-job";
import { answerLater } from "#lib/jobs/answer-later";
import { claimJob } from "#lib/jobs/claim-job";
import { finishJob } from "#lib/jobs/finish-job";
import { revokeKey } from "#lib/keys/revoke-key";
import { closeDatabase, read, transaction } from "#lib/platform/db";
import { seedGrant } from "#tests/support/grants";
import { seedPerson } from "#tests/support/seed-person";
import {
  acceptOne,
  entriesAbout,
  jobRow,
  order,
  queueOne,
  somePicture,
  storedPictures,
  VERIFIED,
} from "./orders";

afterAll(closeDatabase);

describe("accepting a job", () => {
  it("writes job, sealed pictures, outbox and ledger entry, or nothing", async () => {
    const seed = await seedGrant();
    const picture = Buffer.from("a picture that must not be found in store".repeat(20));
    const jobId = await acceptOne(seed, { pictures: [{ slot: "image", bytes: picture }] });

    expect(await jobRow(jobId)).toMatchObject({
      state: "received",
      tenantId: seed.organisationId,
      keyId: seed.keyId,
      decisionId: seed.decisionId,
      purpose: seed.terms.purposes[0],
      request: { threshold: 0.5, site: seed.terms.sites[0]?.name, modelId: "mobilefacenet-r2" },
      inputs: [{ slot: "image", bytes: picture.length, deletedAt: null }],
      outbox: { lane: "now", tenantSlots: seed.terms.concurrentJobs, dispatchedAt: null },
    });
    const [stored = ""] = storedPictures(seed.organisationId);
    expect(readFileSync(stored).includes("must not be found")).toBe(false);
    expect(await entriesAbout(jobId)).toMatchObject([
      {
        kind: "job.accepted",
        data: { key_id: seed.keyId, grant_id: seed.grantId, grant_version: 1, operation: "verify_1_1" },
      },
    ]);
  });

  it("takes one job of ten requests at once under one key", async () => {
    const seed = await seedGrant();
    const one = await order(seed);
    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => acceptJob(one)));
    const accepted = settled.filter((each) => each.status === "fulfilled");
    const refused = settled.filter((each) => each.status === "rejected");
    expect(accepted).toHaveLength(1);
    expect(new Set(refused.map(({ reason }) => reason.code))).toEqual(new Set(["idempotency_in_flight"]));
    expect(await read((tx) => tx.job.count({ where: { tenantId: seed.organisationId } }))).toBe(1);
    expect(storedPictures(seed.organisationId)).toHaveLength(2);
  });

  it("leaves the pictures to the sweep when nobody can say whether the job was saved", async () => {
    const seed = await seedGrant();
    const failing = [
      "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''commit lost''; END'",
    ];
    failing.push(`CREATE CONSTRAINT TRIGGER fail_at_commit AFTER INSERT ON "Job" DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION fail()`);
    for (const statement of failing) await read((tx) => tx.$executeRawUnsafe(statement));
    try {
      await expect(acceptOne(seed)).rejects.toThrow();
    } finally {
      await read((tx) => tx.$executeRawUnsafe(`DROP FUNCTION fail() CASCADE`));
    }
    expect(storedPictures(seed.organisationId)).toHaveLength(2);
  });

  it("erases the pictures of a job that was surely refused", async () => {
    const seed = await seedGrant();
    const late = await order(seed);
    await revokeKey({ actor: seed.admin, keyId: seed.keyId, reason: "laptop lost" });
    await expect(acceptJob(late)).rejects.toMatchObject({ code: "key_revoked" });
    expect(storedPictures(seed.organisationId)).toEqual([]);
  });

  it("repeats a finished request with its job, and refuses the key for anything else", async () => {
    const seed = await seedGrant();
    const one = await order(seed);
    const jobId = await queueOne(seed, one);
    const claimed = await claimJob(jobId);
    if (!claimed.ok) throw new Error("not claimed");
    await finishJob(claimed.claim, { kind: "answer", result: VERIFIED });

    expect(await acceptJob(one)).toEqual({ jobId, repeated: true, answeredEarly: false });
    const otherPicture = { ...one, pictures: [{ slot: "source" as const, bytes: somePicture() }] };
    await expect(acceptJob(otherPicture)).rejects.toMatchObject({ code: "idempotency_mismatch" });
    const otherThreshold = { ...one, ask: { ...one.ask, threshold: 0.6 } };
    await expect(acceptJob(otherThreshold)).rejects.toMatchObject({ code: "idempotency_mismatch" });
  });

  it("repeats a request that was answered with the job's address as such, even while the job runs", async () => {
    const seed = await seedGrant();
    const asked = await order(seed, { lane: "later" });
    const jobId = await acceptOne(seed, asked);
    expect(await acceptJob(asked)).toEqual({ jobId, repeated: true, answeredEarly: true });

    const waited = await order(seed);
    const slow = await acceptOne(seed, waited);
    await expect(acceptJob(waited)).rejects.toMatchObject({ code: "idempotency_in_flight" });
    await answerLater(slow);
    expect(await acceptJob(waited)).toEqual({ jobId: slow, repeated: true, answeredEarly: true });
  });

  it("keeps the keys of two tenants and two routes apart, and takes a key again when its time is over", async () => {
    const [one, two] = [await seedGrant(), await seedGrant()];
    const first = await acceptOne(one, { idempotencyKey: "same" });
    expect(await acceptOne(two, { idempotencyKey: "same" })).not.toBe(first);
    expect(await acceptOne(one, { idempotencyKey: "same", route: "POST /v1/detect" })).not.toBe(first);
    await transaction(
      (tx) => tx.$executeRaw`UPDATE "IdempotencyRecord" SET "expiresAt" = now() WHERE "jobId" = ${first}`,
    );
    expect(await acceptOne(one, { idempotencyKey: "same" })).not.toBe(first);
  });

  it("accepts nothing once a revocation has committed, though the door had let the call in", async () => {
    const seed = await seedGrant();
    const atTheDoor = await order(seed);
    await revokeKey({ actor: seed.admin, keyId: seed.keyId, reason: "lost" });
    await expect(acceptJob(atTheDoor)).rejects.toMatchObject({ code: "key_revoked" });

    const suspended = await seedGrant();
    const before = await order(suspended);
    const staff = await transaction((tx) => seedPerson(tx, "on duty"));
    await suspendTenant({
      actor: { ...staff, staffRoles: [{ role: "operator", homeLane: null }] },
      tenantId: suspended.organisationId,
      reason: "complaint",
    });
    await expect(acceptJob(before)).rejects.toMatchObject({ code: "tenant_suspended" });

    for (const { organisationId } of [seed, suspended]) {
      expect(storedPictures(organisationId)).toEqual([]);
      expect(await read((tx) => tx.job.count({ where: { tenantId: organisationId } }))).toBe(0);
      expect(await read((tx) => tx.idempotencyRecord.count({ where: { tenantId: organisationId } }))).toBe(0);
    }
  });

  it("stores no picture for a call that the grant does not cover", async () => {
    const seed = await seedGrant();
    const { ask } = await order(seed);
    const cases = [
      [{ ...ask, threshold: 0.4 }, "threshold_below_floor"],
      [{ ...ask, operation: "identify_1_n" as const }, "operation_not_granted"],
      [{ ...ask, purpose: "marketing" }, "purpose_not_granted"],
      [{ ...ask, site: "Paris" }, "site_not_granted"],
      [{ ...ask, mode: "real_time" }, "mode_not_granted"],
    ] as const;
    for (const [wrong, code] of cases) {
      await expect(acceptOne(seed, { ask: wrong })).rejects.toMatchObject({ code });
    }
    expect(storedPictures(seed.organisationId)).toEqual([]);
  });

  it("tells a tenant with a full backlog to slow down, and takes others' work on", async () => {
    const seed = await seedGrant({ terms: { concurrentJobs: 1 } });
    for (let n = 0; n < 50; n += 1) await acceptOne(seed);
    await expect(acceptOne(seed)).rejects.toMatchObject({
      code: "backlog_full",
      extras: { retryAfterSeconds: 5 },
    });
    await acceptOne(await seedGrant({ terms: { concurrentJobs: 1 } }));
  });

  it("takes nothing on while the ledger is not being written", async () => {
    const seed = await seedGrant();
    const late = { kind: "session.revoked", subjectId: "ses_late", leaf: "{}" };
    await transaction((tx) =>
      tx.ledgerPending.create({ data: { ...late, createdAt: new Date(Date.now() - 120_000) } }),
    );
    await expect(acceptOne(seed)).rejects.toMatchObject({ code: "unavailable" });
    expect(storedPictures(seed.organisationId)).toEqual([]);
  });
});
