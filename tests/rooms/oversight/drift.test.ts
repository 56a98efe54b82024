import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expireAnswers } from "#lib/jobs/sweep-jobs";
import { type Calls, driftOf, type Observed } from "#lib/oversight/drift";
import { watchDrift } from "#lib/oversight/watch-drift";
import { closeDatabase, read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { driftLimitsOf } from "#lib/policy/drift-limits";
import { releasePack } from "#lib/policy/release-pack";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { pack } from "../reviews/review-case";

beforeAll(() => releasePack({ actor: "service", pack }));
afterAll(() => closeDatabase());

const LIMITS = driftLimitsOf({});
const calls = (total: number, operation = "verify_1_1", hour = "9"): Calls => ({
  total,
  byOperation: { [operation]: total },
  byHour: { [hour]: total },
});
const matches = (compared: number, matched: number) => ({ compared, matched });
const steady: Observed = {
  declared: 1_000,
  recent: calls(1_000),
  before: calls(3_000),
  matches: { recent: matches(900, 810), before: matches(2_700, 2_430) },
  reviews: { total: 100, rejected: 20 },
};
const triggers = (observed: Partial<Observed>) =>
  driftOf(LIMITS, { ...steady, ...observed }).map(({ trigger }) => trigger);

describe("drift", () => {
  it("is none in use as it was declared and as it was, up to each limit", () => {
    expect(triggers({})).toEqual([]);
    expect(triggers({ recent: calls(1_500) })).toEqual([]);
    expect(triggers({ reviews: { total: 100, rejected: 1 } })).toEqual([]);
    expect(triggers({ matches: { recent: matches(1_000, 700), before: matches(1_000, 900) } })).toEqual([]);
    expect(triggers({ declared: null, recent: calls(900_000) })).toEqual([]);
  });

  it("is each of the policy's reasons, past its limit", () => {
    expect(triggers({ recent: calls(1_501) })).toEqual(["volume_exceeded"]);
    expect(triggers({ reviews: { total: 101, rejected: 1 } })).toEqual(["reviewers_reject_nothing"]);
    const fewer = { recent: matches(1_000, 690), before: matches(1_000, 900) };
    expect(triggers({ matches: fewer })).toEqual(["drift_or_fairness"]);
    expect(triggers({ recent: calls(1_000, "identify_1_n") })).toEqual(["drift_or_fairness"]);
    expect(triggers({ recent: calls(1_000, "verify_1_1", "3") })).toEqual(["drift_or_fairness"]);
  });

  it("is not read out of a handful of calls", () => {
    const few = calls(LIMITS.calls_min - 1, "identify_1_n", "3");
    expect(triggers({ declared: 1, recent: few })).toEqual([]);
    expect(triggers({ before: calls(LIMITS.calls_min - 1, "identify_1_n", "3") })).toEqual([]);
    expect(triggers({ reviews: { total: LIMITS.reviews_min - 1, rejected: 0 } })).toEqual([]);
  });
});

/** Jobs that are over, as they lie in the table: their way there has tests of its own. */
async function usedBefore(of: SeededGrant, count: number, daysAgo: number): Promise<void> {
  await transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
    await tx.$executeRaw`
      INSERT INTO "Job" (id, "tenantId", "keyId", "grantId", "decisionId", "grantVersion", operation, purpose, request,
                         state, "createdAt", "expiresAt")
      SELECT ${newId("job")} || n, ${of.organisationId}, ${of.keyId}, ${of.grantId}, ${of.decisionId}, 1, 'verify_1_1',
             'boarding', '{}', 'expired', now() - make_interval(days => ${daysAgo}), now()
      FROM generate_series(1, ${count}::int) n`;
  });
}

const reReviewsOf = ({ applicationId }: SeededGrant) =>
  read((tx) => tx.reReview.findMany({ where: { applicationId } }));
const stateOf = async ({ applicationId }: SeededGrant) =>
  (await read((tx) => tx.application.findUniqueOrThrow({ where: { id: applicationId } }))).state;

describe("an approval that is used far beyond what it declared", () => {
  it("comes under re-review once, with the figures, and its keys work on", async () => {
    const of = await seedGrant({ declaredVolume: 200 });
    const quiet = await seedGrant({ declaredVolume: 1_000 });
    await usedBefore(of, 301, 2);
    await usedBefore(of, 5_000, 40);
    await usedBefore(quiet, 301, 2);
    expect(await watchDrift()).toBe(1);
    expect(await watchDrift()).toBe(0);
    expect(await reReviewsOf(of)).toMatchObject([
      {
        trigger: "volume_exceeded",
        openedById: null,
        reason: expect.stringMatching(/301 calls in 30 days; 200/),
      },
    ]);
    expect([await stateOf(of), await stateOf(quiet)]).toEqual(["re_review", "active"]);
    const grant = await read((tx) => tx.grant.findUniqueOrThrow({ where: { id: of.grantId } }));
    expect(grant.state).toBe("active");
    const told = await read((tx) => tx.domainEvent.findMany({ where: { subjectId: of.applicationId } }));
    expect(told).toMatchObject([
      { kind: "application.stage_changed", data: { to: "re_review", reason: "re_review_due" } },
    ]);
  });

  it("is not put under it again for what people have just looked at", async () => {
    const of = await seedGrant({ declaredVolume: 200 });
    await usedBefore(of, 400, 2);
    expect(await watchDrift()).toBe(1);
    await transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.application.update({ where: { id: of.applicationId }, data: { state: "active" } });
    });
    expect(await watchDrift()).toBe(0);
    expect(await reReviewsOf(of)).toHaveLength(1);
  });
});

describe("whether answers matched", () => {
  it("stays as a day's counts when the answers are deleted", async () => {
    const of = await seedGrant();
    await usedBefore(of, 3, 1);
    await transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRaw`UPDATE "Job" SET state = 'released' WHERE "grantId" = ${of.grantId}`;
      const [one, other] = await tx.job.findMany({ where: { grantId: of.grantId }, orderBy: { id: "asc" } });
      for (const [job, match] of [
        [one, true],
        [other, false],
      ] as const) {
        await tx.job.update({ where: { id: job?.id ?? "" }, data: { result: { match } } });
      }
    });
    await expireAnswers();
    await expireAnswers();
    const left = await read((tx) => tx.job.findMany({ where: { grantId: of.grantId } }));
    expect(left.map(({ state, result }) => [state, result])).toEqual(left.map(() => ["expired", null]));
    expect(await read((tx) => tx.matchTally.findMany({ where: { grantId: of.grantId } }))).toMatchObject([
      { operation: "verify_1_1", compared: 2, matched: 1 },
    ]);
  });
});
