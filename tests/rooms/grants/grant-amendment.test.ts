import { describe, expect, it } from "vitest";
import { amendGrant } from "#lib/grants/amend-grant";
import { createGrantFromDecision } from "#lib/grants/create-grant";
import { revokeGrant } from "#lib/grants/revoke-grant";
import { read, transaction } from "#lib/platform/db";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { leavesOf } from "../applications/people";
import { approve, seedApproved, signatoryOf } from "../reviews/appeal-case";
import { type LiveCase, rowOf, submitCase, submitLive, type } from "../reviews/live-case";
import { codeOf, declareNone, scoreAll, seedStaff } from "../reviews/review-case";
import { type Approvers, approvalOf, seedApprovers, sign } from "../reviews/signing-case";
import { grantOf, keyOf, keyUnder, REASON, stateOf, works } from "./living-grant";

const TERMINAL_2 = "Terminal 2 gates 20-25";
const TERMINAL_5 = "Terminal 5 gates 1-8";

/** Scored by every lane, before two approvers who have declared no conflict. */
async function judged(review: LiveCase): Promise<Approvers> {
  await scoreAll(review);
  const approvers = await seedApprovers();
  for (const actor of [approvers.first, approvers.second]) await declareNone(actor, review);
  return approvers;
}

/** The approval of an applicant's own submission, with a key that is in use. */
async function seedLiving() {
  const review = await submitLive();
  const grantId = await approve(review, await judged(review));
  return { ...review, grantId, keyId: await keyUnder(review, grantId) };
}

/** The amendment of a grant, with one site more, signed by the applicant. @returns the new case, screened */
async function submitAmended({ grantId, ...review }: LiveCase & { grantId: string }): Promise<LiveCase> {
  const { applicationId } = await amendGrant({ actor: review.signatory, grantId });
  const opened = { ...review, applicationId };
  const [site] = review.application.deployment.sites;
  await type(opened, "deployment", { sites: [{ ...site }, { ...site, name: TERMINAL_5 }] });
  return submitCase(opened);
}

/** The transactions that wrote these rows last, and the record of the key's move. */
async function lastWrites(of: { grants: string[]; cases: string[]; keyId: string }): Promise<string[]> {
  const rows = await read(
    (tx) => tx.$queryRaw<{ by: string }[]>`
      SELECT xmin::text AS by FROM "Grant" WHERE id = ANY (${of.grants})
      UNION ALL SELECT xmin::text FROM "Application" WHERE id = ANY (${of.cases})
      UNION ALL SELECT xmin::text FROM "ApiKey" WHERE id = ${of.keyId}
      UNION ALL SELECT xmin::text FROM "LedgerPending" WHERE kind = 'key.moved' AND "subjectId" = ${of.keyId}`,
  );
  return rows.map(({ by }) => by);
}

describe("an amendment of a living grant", () => {
  it("is a new case, filled in from what was approved, and one at a time", async () => {
    const review = await seedLiving();
    const { signatory: actor, grantId } = review;
    const { applicationId } = await amendGrant({ actor, grantId });
    const draft = await rowOf({ applicationId });
    expect(draft).toMatchObject({ state: "draft", organisationId: review.organisationId });
    expect(draft.draft).toMatchObject({
      sections: { purpose: { use_case: review.application.purpose.use_case } },
    });
    expect((await grantOf(grantId)).state).toBe("active");
    expect(await works(review.keyId)).toBe(true);
    expect(await codeOf(amendGrant({ actor, grantId }))).toBe("wrong_state");
    const [opened] = (await leavesOf(applicationId)).filter(({ kind }) => kind === "grant.succession_opened");
    expect(opened?.data).toMatchObject({ predecessor: review.applicationId, grant_id: grantId });
  });

  it("leaves the grant untouched until it is approved; then the new grant takes its place and its keys, in one transaction", async () => {
    const review = await seedLiving();
    const { grantId: olderId, keyId } = review;
    const amended = await submitAmended(review);
    expect(await stateOf(amended)).toBe("triaged");
    const { first, second } = await judged(amended);
    expect(await stateOf(amended)).toBe("decision_pending");
    const proposal = await proposeDecision({ actor: first, ...approvalOf(amended) });
    await sign(first, proposal);
    const { decisionId } = await sign(second, proposal);

    // Signed, and still nothing of the older grant has changed.
    expect(await grantOf(olderId)).toMatchObject({ state: "active" });
    expect(await stateOf(review)).toBe("active");
    expect((await keyOf(keyId)).grantId).toBe(olderId);
    expect([await works(keyId), await works(keyId, { site: TERMINAL_5 })]).toEqual([true, false]);

    const grantId = (await createGrantFromDecision({ decisionId: decisionId ?? "" })) ?? "";
    expect(await grantOf(grantId)).toMatchObject({ state: "active", applicationId: amended.applicationId });
    expect(await stateOf(amended)).toBe("active");
    expect((await grantOf(olderId)).state).toBe("superseded");
    expect(await stateOf(review)).toBe("expired");
    expect((await keyOf(keyId)).grantId).toBe(grantId);
    for (const site of [TERMINAL_2, TERMINAL_5]) expect(await works(keyId, { site }), site).toBe(true);
    const [moved] = (await leavesOf(keyId)).filter(({ kind }) => kind === "key.moved");
    expect(moved?.data).toMatchObject({ from_grant_id: olderId, grant_id: grantId });
    const cases = [review.applicationId, amended.applicationId];
    const writes = await lastWrites({ grants: [olderId, grantId], cases, keyId });
    expect([writes.length, new Set(writes).size]).toEqual([6, 1]);
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
