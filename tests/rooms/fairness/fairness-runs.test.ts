import { describe, expect, it } from "vitest";
import { acceptRun } from "#lib/fairness/accept-run";
import type { GroupRates, Rate } from "#lib/fairness/group-rates";
import { askedRun, recordRun } from "#lib/fairness/record-run";
import { fairnessDesk, fairnessRun } from "#lib/fairness/run-view";
import { watchMitigations } from "#lib/fairness/watch-mitigations";
import { reinstateGrant } from "#lib/grants/reinstate-grant";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { leavesOf } from "../applications/people";
import { DAY_MS, grantOf, keyUnder, stateOf, works } from "../grants/living-grant";
import { seedApproved } from "../reviews/appeal-case";
import { codeOf, seedStaff } from "../reviews/review-case";

const SET = "a".repeat(64);
const NOTE = "Two hundred volunteers from the terminal itself, in the shares of its passengers.";
const VERDICTS = {
  pass: [0.001, 0, 0.004],
  fail: [0.08, 0.05, 0.12],
  insufficient: [0.004, 0, 0.03],
} as const satisfies Record<string, readonly [number, number, number]>;

function groupsOf(verdict: keyof typeof VERDICTS): GroupRates[] {
  const rate = ([value, low, high]: readonly [number, number, number]): Rate => ({
    rate: value,
    interval: [low, high],
    errors: Math.round(value * 1_000),
    trials: 1_000,
  });
  const good = rate(VERDICTS.pass);
  return ["younger", "older"].map((group) => ({
    group,
    subjects: 100,
    pictures: 400,
    failureToEnrol: good,
    falseMatch: rate(VERDICTS[verdict]),
    falseNonMatch: good,
  }));
}

async function measure(grantId: string, verdict: keyof typeof VERDICTS) {
  const { thresholdFloor } = (await grantOf(grantId)).terms as { thresholdFloor: Record<string, number> };
  const modelId = Object.keys(thresholdFloor)[0] ?? "";
  const ask = await askedRun(grantId, modelId);
  const { threshold, limits } = ask;
  const run = {
    modelId,
    runtime: "onnx",
    threshold,
    limits,
    groups: groupsOf(verdict),
    missed: [],
    seconds: 1,
  };
  return recordRun({ ask, run, setDigest: SET });
}

/** Approved and live; or, as the stricter tiers are, waiting for a run before the first key. */
async function granted({ isWaiting }: { isWaiting: boolean }) {
  const review = await seedApproved();
  const { grantId, applicationId } = review;
  const officer = await seedStaff("compliance_officer");
  if (isWaiting) {
    await transaction(async (tx) => {
      await tx.grantPrecondition.create({ data: { id: newId("pre"), grantId, kind: "fairness_run_passed" } });
      await tx.grant.update({ where: { id: grantId }, data: { state: "provisioning" } });
      await tx.application.update({ where: { id: applicationId }, data: { state: "provisioning_gate" } });
    });
  }
  return { review, grantId, officer };
}

const accept = (actor: Actor, runId: string) => acceptRun({ actor, runId, note: NOTE });
const refusalOf = (work: () => Promise<unknown>) => work().then(String, (error) => String(error));

describe("the first key of a stricter tier", () => {
  it("comes by a passed run that a compliance officer accepts, and by nothing else", async () => {
    const { review, grantId, officer } = await granted({ isWaiting: true });
    expect((await fairnessDesk(officer)).waiting.map(({ id }) => id)).toContain(grantId);
    const { runId, verdict, isRestricted } = await measure(grantId, "pass");
    expect({ verdict, isRestricted }).toEqual({ verdict: "pass", isRestricted: false });
    for (const role of ["fairness", "operator", "auditor"] as const)
      expect(await codeOf(accept(await seedStaff(role), runId)), role).toBe("forbidden");
    expect(await accept(officer, runId)).toEqual({ live: true });
    expect([(await grantOf(grantId)).state, await stateOf(review)]).toEqual(["active", "active"]);
    expect(await codeOf(accept(officer, runId))).toBe("wrong_state");
    expect(await fairnessRun(officer, runId)).toMatchObject({ isAccepted: true, mayAccept: false });
    const kinds = (await leavesOf(grantId)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["fairness.run_recorded", "grant.precondition_satisfied"]));
  });

  it.each(["fail", "insufficient"] as const)("comes by no run that says %s", async (verdict) => {
    const { grantId, officer } = await granted({ isWaiting: true });
    const { runId } = await measure(grantId, verdict);
    expect(await codeOf(accept(officer, runId))).toBe("wrong_state");
    expect((await fairnessRun(officer, runId)).mayAccept).toBe(false);
    expect((await grantOf(grantId)).state).toBe("provisioning");
  });

  it("comes by no older run once a newer one is on record", async () => {
    const { grantId, officer } = await granted({ isWaiting: true });
    const { runId: older } = await measure(grantId, "pass");
    await measure(grantId, "insufficient");
    expect(await codeOf(accept(officer, older))).toBe("wrong_state");
  });

  it("comes by no raw SQL: not without a run, with a failed one, or past an open precondition", async () => {
    const { grantId, officer } = await granted({ isWaiting: true });
    const satisfy = (runId: string | null) =>
      refusalOf(() =>
        transaction(
          (tx) =>
            tx.$executeRaw`UPDATE "GrantPrecondition" SET "satisfiedAt" = now(), "satisfiedById" = ${officer.personId},
              "fairnessRunId" = ${runId} WHERE "grantId" = ${grantId}`,
        ),
      );
    expect(await satisfy(null)).toContain("fairness_run_missing");
    const { runId } = await measure(grantId, "fail");
    expect(await satisfy(runId)).toContain("fairness_run_missing");
    const skip = () =>
      transaction((tx) => tx.$executeRaw`UPDATE "Grant" SET state = 'active' WHERE id = ${grantId}`);
    expect(await refusalOf(skip)).toContain("fairness_precondition_open");
    const forge = () =>
      transaction(
        (
          tx,
        ) => tx.$executeRaw`INSERT INTO "FairnessRun" (id, "grantId", "modelId", threshold, "packVersion", "setDigest",
          pictures, verdict, report) SELECT 'fai_forged', "grantId", "modelId", 0.1, "packVersion", "setDigest", 1, 'pass',
          '{"verdict":"pass"}' FROM "FairnessRun" WHERE id = ${runId}`,
      );
    expect(await refusalOf(forge)).toContain("fairness_run_of_other_terms");
    const change = () =>
      transaction((tx) => tx.$executeRaw`UPDATE "FairnessRun" SET verdict = 'pass' WHERE id = ${runId}`);
    expect(await refusalOf(change)).toMatch(/append/i);
  });
});

describe("a live grant whose run fails (S6)", () => {
  it("is restricted at once, and goes on when a run has passed and two people say so", async () => {
    const { review, grantId, officer } = await granted({ isWaiting: false });
    const operator = await seedStaff("operator");
    const keyId = await keyUnder(review, grantId);
    expect(await works(keyId)).toBe(true);
    const { isRestricted, mitigateBy } = await measure(grantId, "fail");
    expect(isRestricted).toBe(true);
    expect(Math.round(((mitigateBy?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(90);
    expect([await stateOf(review), await works(keyId)]).toEqual(["restricted", false]);
    const reinstate = (actor: Actor) => reinstateGrant({ actor, grantId, reason: "The model was replaced." });
    expect(await codeOf(reinstate(officer))).toBe("wrong_state");
    await measure(grantId, "pass");
    expect(await works(keyId)).toBe(false);
    await reinstate(officer);
    expect(await reinstate(operator)).toEqual({ isLive: true });
    expect([await stateOf(review), await works(keyId)]).toEqual(["active", true]);
  });

  it("is suspended when nothing mended it in its time, once, and not when a newer run is there", async () => {
    const { review, grantId } = await granted({ isWaiting: false });
    const other = await granted({ isWaiting: false });
    await measure(grantId, "fail");
    await measure(other.grantId, "fail");
    await measure(other.grantId, "pass");
    const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
    expect(await watchMitigations({ now: inDays(89) })).toBe(0);
    expect(await watchMitigations({ now: inDays(91) })).toBe(1);
    expect(await watchMitigations({ now: inDays(92) })).toBe(0);
    expect([await stateOf(review), await stateOf(other.review)]).toEqual(["suspended", "restricted"]);
  });
});

it("refuses a run for no grant, for one that has ended, and of a model that the grant does not name", async () => {
  const { grantId } = await granted({ isWaiting: false });
  expect(await codeOf(askedRun("grt_none", "mobilefacenet-r2"))).toBe("not_found");
  expect(await codeOf(askedRun(grantId, "another-model"))).toBe("invalid_request");
  await transaction((tx) => tx.grant.update({ where: { id: grantId }, data: { state: "revoked" } }));
  expect(await codeOf(askedRun(grantId, "mobilefacenet-r2"))).toBe("wrong_state");
  expect(await read((tx) => tx.fairnessRun.count({ where: { grantId } }))).toBe(0);
});
