import { describe, expect, it, vi } from "vitest";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { amendGrant } from "#lib/grants/amend-grant";
import { authorise } from "#lib/grants/authorise";
import { createGrantFromDecision } from "#lib/grants/create-grant";
import { endRefusedGrants } from "#lib/grants/end-refused-grants";
import { expireGrants } from "#lib/grants/expire-grants";
import { loadGate } from "#lib/grants/load-gate";
import { openDueReReviews, openReReview } from "#lib/grants/open-re-review";
import { RE_REVIEW_TRIGGERS } from "#lib/grants/re-review-words";
import { reviewAfterConcern } from "#lib/grants/review-after-concern";
import { revokeGrant } from "#lib/grants/revoke-grant";
import { stopGrant } from "#lib/grants/stop-grant";
import { tellGrantEnds } from "#lib/grants/tell-grant-ends";
import type { Actor } from "#lib/identity/actor";
import { issueKey } from "#lib/keys/issue-key";
import { read, transaction } from "#lib/platform/db";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { startReReview } from "#lib/reviews/start-re-review";
import { seedPerson } from "#tests/support/seed-person";
import { approve, asNow, seedApproved, signatoryOf } from "../reviews/appeal-case";
import { codeOf, declareNone, type ReviewCase, scoreAll, seedCase, seedStaff } from "../reviews/review-case";
import { approvalOf, declineOf, seedApprovers, sign } from "../reviews/signing-case";
import { REQUEST } from "./terms-fixture";

const DAY_MS = 86_400_000;
const REASON = "The site moved to another terminal.";
const stateOf = async (review: ReviewCase) => (await asNow(review)).state;
const grantOf = (id: string) => read((tx) => tx.grant.findUniqueOrThrow({ where: { id } }));

async function keyUnder({ organisationId }: ReviewCase, grantId: string): Promise<string> {
  const person = await transaction((tx) => seedPerson(tx, "Admin"));
  const actor: Actor = { ...person, memberships: [{ organisationId, role: "admin" }] };
  const asked = { name: "gate", scopes: ["verify_1_1" as const], cidrs: [], days: 365 };
  return (await issueKey({ actor, organisationId, grantId, ...asked })).keyId;
}

async function works(keyId: string, now = new Date()): Promise<boolean> {
  const gate = await read((tx) => loadGate(tx, { keyId }));
  if (gate === null) return false;
  const asked = { purpose: null, site: null, mode: null, clientAddress: null };
  return authorise(gate.grant, { ...REQUEST, ...asked }, { ...gate.facts, consent: "valid" }, now).ok;
}

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
    const key = await read((tx) => tx.apiKey.findUniqueOrThrow({ where: { id: keyId } }));
    expect(key.grantId).toBe(grantId);
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

describe("the end of a grant", () => {
  it("is told 90, 30 and 7 days ahead, each once", async () => {
    const review = await seedApproved();
    const { expiresAt } = await grantOf(review.grantId);
    const told = async (days: number) => {
      await tellGrantEnds({ now: new Date(expiresAt.getTime() - days * DAY_MS) });
      const rows = await read((tx) =>
        tx.grantReminder.findMany({ where: { grantId: review.grantId }, orderBy: { daysLeft: "desc" } }),
      );
      return rows.map(({ daysLeft }) => daysLeft);
    };
    expect(await told(91)).toEqual([]);
    expect(await told(89)).toEqual([90]);
    expect(await told(60)).toEqual([90]);
    expect(await told(30)).toEqual([90, 30]);
    expect(await told(1)).toEqual([90, 30, 7]);
    const events = await read((tx) =>
      tx.domainEvent.count({ where: { kind: "grant.ends_soon", subjectId: review.applicationId } }),
    );
    expect(events).toBe(3);
  });

  it("expires the case and stops its keys at that moment", async () => {
    const review = await seedApproved();
    const keyId = await keyUnder(review, review.grantId);
    const { expiresAt } = await grantOf(review.grantId);
    expect(await works(keyId, new Date(expiresAt.getTime() - 1_000))).toBe(true);
    expect(await works(keyId, expiresAt)).toBe(false);
    await expireGrants({ now: new Date(expiresAt.getTime() - 1_000) });
    expect(await stateOf(review)).toBe("active");
    await expireGrants({ now: expiresAt });
    expect(await stateOf(review)).toBe("expired");
    expect(await works(keyId)).toBe(false);
  });
});

describe("an amendment of a living grant", () => {
  it("is a new case, filled in from what was approved, that leaves the grant untouched until it is approved", async () => {
    const review = await seedApproved();
    const keyId = await keyUnder(review, review.grantId);
    const actor = await signatoryOf(review);
    const { applicationId } = await amendGrant({ actor, grantId: review.grantId });
    const draft = await read((tx) => tx.application.findUniqueOrThrow({ where: { id: applicationId } }));
    expect(draft).toMatchObject({ state: "draft", organisationId: review.organisationId });
    expect(draft.draft).toMatchObject({
      sections: { purpose: { use_case: review.application.purpose.use_case } },
    });
    expect((await grantOf(review.grantId)).state).toBe("active");
    expect(await codeOf(amendGrant({ actor, grantId: review.grantId }))).toBe("wrong_state");

    // The same road as any case; here its decision is laid beside it.
    const other = await seedCase();
    await transaction(async (tx) => {
      await tx.$executeRaw`UPDATE "Application" SET "organisationId" = ${review.organisationId} WHERE id = ${other.applicationId}`;
      await tx.grantSuccession.create({
        data: {
          applicationId: other.applicationId,
          predecessorId: review.applicationId,
          grantId: review.grantId,
          openedById: actor.personId,
        },
      });
    });
    await scoreAll(other);
    const approvers = await seedApprovers();
    for (const person of [approvers.first, approvers.second]) await declareNone(person, other);
    expect(await works(keyId)).toBe(true);
    const grantId = await approve({ ...other, organisationId: review.organisationId }, approvers);
    expect((await grantOf(review.grantId)).state).toBe("superseded");
    expect(await stateOf(review)).toBe("expired");
    const key = await read((tx) => tx.apiKey.findUniqueOrThrow({ where: { id: keyId } }));
    expect(key.grantId).toBe(grantId);
    expect(await works(keyId)).toBe(true);
  });

  it("is refused to a contributor, to strangers, and on a grant that has ended", async () => {
    const review = await seedApproved();
    const actor = await signatoryOf(review);
    const { grantId, organisationId } = review;
    const contributor = { ...actor, memberships: [{ organisationId, role: "contributor" as const }] };
    expect(await codeOf(amendGrant({ actor: contributor, grantId }))).toBe("forbidden");
    expect(await codeOf(amendGrant({ actor: { ...actor, memberships: [] }, grantId }))).toBe("not_found");
    await revokeGrant({ actor: await seedStaff("operator"), grantId, reason: REASON });
    expect(await codeOf(amendGrant({ actor, grantId }))).toBe("wrong_state");
  });

  it("moves no key but to the grant that takes the place of its own", async () => {
    const [one, other] = [await seedApproved(), await seedApproved()];
    const keyId = await keyUnder(one, one.grantId);
    const move = (to: string) =>
      transaction((tx) => tx.$executeRaw`UPDATE "ApiKey" SET "grantId" = ${to} WHERE id = ${keyId}`);
    await expect(move(other.grantId)).rejects.toThrow(/immutable/);
  });
});

describe("signed terms that are not what the conditions compile to", () => {
  it("grant nothing, and the refusal is on record", async () => {
    const { first, second } = await seedApprovers();
    const review = await seedCase();
    await scoreAll(review);
    for (const actor of [first, second]) await declareNone(actor, review);
    const asked = approvalOf(review);
    const grantTerms = { ...asked.grantTerms, topK: 50 };
    const proposal = await proposeDecision({ actor: first, ...asked, grantTerms });
    await sign(first, proposal);
    const { decisionId } = await sign(second, proposal);
    expect(await createGrantFromDecision({ decisionId: decisionId ?? "" })).toBeNull();
    expect(await read((tx) => tx.grant.count({ where: { applicationId: review.applicationId } }))).toBe(0);
    const entries = await read((tx) =>
      tx.ledgerPending.findMany({ where: { kind: "grant.refused", subjectId: decisionId ?? "" } }),
    );
    expect(entries).toHaveLength(1);
    expect(
      await codeOf(
        rescreenApplication({ actor: await seedStaff("intake"), applicationId: review.applicationId }),
      ),
    ).not.toBe("accepted");
  });
});

vi.setConfig({ testTimeout: 30_000 });
