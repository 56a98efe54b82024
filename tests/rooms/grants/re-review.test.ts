import { describe, expect, it } from "vitest";
import { endRefusedGrants } from "#lib/grants/end-refused-grants";
import { expireGrants } from "#lib/grants/expire-grants";
import { openDueReReviews, openReReview } from "#lib/grants/open-re-review";
import { RE_REVIEW_TRIGGERS } from "#lib/grants/re-review-words";
import { reviewAfterConcern } from "#lib/grants/review-after-concern";
import { revokeGrant } from "#lib/grants/revoke-grant";
import { stopGrant } from "#lib/grants/stop-grant";
import { read } from "#lib/platform/db";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { startReReview } from "#lib/reviews/start-re-review";
import { approve, asNow, seedApproved } from "../reviews/appeal-case";
import { codeOf, declareNone, type ReviewCase, scoreAll, seedStaff } from "../reviews/review-case";
import { declineOf, seedApprovers, sign } from "../reviews/signing-case";
import { DAY_MS, grantOf, keyOf, keyUnder, REASON, stateOf, works } from "./living-grant";

async function underReReview() {
  const review = await seedApproved();
  const officer = await seedStaff("compliance_officer");
  await openReReview({ actor: officer, grantId: review.grantId, trigger: "new_scope", reason: REASON });
  return { review, officer };
}

/** Through the lanes to the approvers, who have declared no conflict. */
async function reviewedAgain(review: ReviewCase) {
  await startReReview({ actor: await seedStaff("intake"), applicationId: review.applicationId });
  const again = await asNow(review);
  await scoreAll(again);
  const approvers = await seedApprovers();
  for (const actor of [approvers.first, approvers.second]) await declareNone(actor, again);
  return { again, approvers };
}

describe("a re-review", () => {
  it("opens by itself before the end, in time for the tier's review, and only once", async () => {
    const review = await seedApproved();
    const { expiresAt } = await grantOf(review.grantId);
    const at = (days: number) => ({ now: new Date(expiresAt.getTime() - days * DAY_MS) });
    await openDueReReviews(at(16));
    expect(await stateOf(review)).toBe("active");
    await openDueReReviews(at(13));
    expect(await stateOf(review)).toBe("re_review");
    expect((await grantOf(review.grantId)).expiresAt).toEqual(expiresAt);
    expect(await openDueReReviews(at(12))).toBe(0);
  });

  it("opens for each of the policy's reasons by a compliance officer, with a reason, and by nobody else", async () => {
    const review = await seedApproved();
    for (const role of ["operator", "intake", "approver", "auditor"] as const) {
      const attempt = openReReview({
        actor: await seedStaff(role),
        grantId: review.grantId,
        trigger: "new_scope",
        reason: REASON,
      });
      expect(await codeOf(attempt), role).toBe("forbidden");
    }
    expect(RE_REVIEW_TRIGGERS).toHaveLength(9);
    const officer = await seedStaff("compliance_officer");
    const open = {
      actor: officer,
      grantId: review.grantId,
      trigger: "upheld_complaint" as const,
      reason: REASON,
    };
    await openReReview(open);
    expect(await codeOf(openReReview(open))).toBe("wrong_state");
    const rows = await read((tx) => tx.reReview.findMany({ where: { applicationId: review.applicationId } }));
    expect(rows).toMatchObject([{ trigger: "upheld_complaint", openedById: officer.personId }]);
  });

  it("opens by itself when a concern about the approval is upheld, and only once", async () => {
    const review = await seedApproved();
    const told = { grantId: review.grantId, concernId: "cnc_upheld" };
    expect(await reviewAfterConcern(told)).toBe(true);
    expect(await stateOf(review)).toBe("re_review");
    expect(await reviewAfterConcern(told)).toBe(false);
    const ended = await seedApproved();
    await expireGrants({ now: new Date((await grantOf(ended.grantId)).expiresAt.getTime() + DAY_MS) });
    expect(await reviewAfterConcern({ ...told, grantId: ended.grantId })).toBe(false);
    expect(await reviewAfterConcern({ ...told, grantId: "grt_none" })).toBe(false);
  });

  it("leaves the keys as they are, goes through the lanes anew, and two signatures make a new version of the grant", async () => {
    const { review } = await underReReview();
    const keyId = await keyUnder(review, review.grantId);
    const { again, approvers } = await reviewedAgain(review);
    expect(await works(keyId)).toBe(true);
    const grantId = await approve(again, approvers);
    expect(await stateOf(review)).toBe("active");
    expect(await grantOf(grantId)).toMatchObject({ version: 2, state: "active" });
    expect(await grantOf(review.grantId)).toMatchObject({ version: 1, state: "superseded" });
    expect((await keyOf(keyId)).grantId).toBe(grantId);
    expect(await works(keyId)).toBe(true);
  });

  it("that two people decline ends the grant, once", async () => {
    const { review } = await underReReview();
    const keyId = await keyUnder(review, review.grantId);
    const { again, approvers } = await reviewedAgain(review);
    const proposal = await proposeDecision({ actor: approvers.first, ...declineOf(again) });
    await sign(approvers.first, proposal);
    const { decisionId } = await sign(approvers.second, proposal);
    expect(await endRefusedGrants({ decisionId: decisionId ?? "" })).toBe(1);
    expect(await endRefusedGrants({ decisionId: decisionId ?? "" })).toBe(0);
    expect((await grantOf(review.grantId)).state).toBe("revoked");
    expect(await works(keyId)).toBe(false);
  });

  it.each(["restricted", "suspended"] as const)(
    "can end with the grant %s, and a further one brings it back",
    async (to) => {
      const { review, officer } = await underReReview();
      const keyId = await keyUnder(review, review.grantId);
      expect(
        await codeOf(
          stopGrant({ actor: await seedStaff("auditor"), grantId: review.grantId, to, reason: REASON }),
        ),
      ).toBe("forbidden");
      await stopGrant({ actor: officer, grantId: review.grantId, to, reason: REASON });
      expect(await stateOf(review)).toBe(to);
      expect(await works(keyId)).toBe(false);
      await openReReview({
        actor: officer,
        grantId: review.grantId,
        trigger: "drift_or_fairness",
        reason: REASON,
      });
      const { again, approvers } = await reviewedAgain(review);
      await approve(again, approvers);
      expect(await stateOf(review)).toBe("active");
      expect(await works(keyId)).toBe(true);
    },
  );

  it("can end with the grant revoked, also while its lanes are open", async () => {
    const { review, officer } = await underReReview();
    await revokeGrant({ actor: officer, grantId: review.grantId, reason: REASON });
    expect(await stateOf(review)).toBe("revoked");

    const open = await underReReview();
    await startReReview({ actor: await seedStaff("intake"), applicationId: open.review.applicationId });
    await revokeGrant({ actor: officer, grantId: open.review.grantId, reason: REASON });
    expect((await grantOf(open.review.grantId)).state).toBe("revoked");
    expect(await stateOf(open.review)).toBe("in_review");
  });

  it("that is not passed by the end lets the keys run out: nothing is prolonged by itself", async () => {
    const { review } = await underReReview();
    const keyId = await keyUnder(review, review.grantId);
    await startReReview({ actor: await seedStaff("intake"), applicationId: review.applicationId });
    const { expiresAt } = await grantOf(review.grantId);
    await expireGrants({ now: new Date(expiresAt.getTime() + 1) });
    expect((await grantOf(review.grantId)).state).toBe("expired");
    expect(await works(keyId)).toBe(false);
    expect(await stateOf(review)).toBe("in_review");
  });

  it("is not started by others than those who work on cases, nor twice, nor where none is open", async () => {
    const { review } = await underReReview();
    const { applicationId } = review;
    expect(await codeOf(startReReview({ actor: await seedStaff("auditor"), applicationId }))).toBe(
      "forbidden",
    );
    await startReReview({ actor: await seedStaff("privacy"), applicationId });
    expect(await codeOf(startReReview({ actor: await seedStaff("privacy"), applicationId }))).toBe(
      "wrong_state",
    );
  });
});
