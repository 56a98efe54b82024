import { beforeAll, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { decisionForApplicant } from "#lib/reviews/decision-for-applicant";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { codeOf, pack, REASON, type ReviewCase } from "./review-case";
import { type Approvers, approvalOf, declineOf, seedApprovers, seedScored, sign } from "./signing-case";

const DAY_MS = 86_400_000;
let approvers: Approvers;
beforeAll(async () => {
  approvers = await seedApprovers();
});

const memberOf = ({ organisationId }: ReviewCase): Actor => ({
  ...approvers.first,
  staffRoles: [],
  memberships: [{ organisationId, role: "contributor" }],
});

async function decided(review: ReviewCase, outcome: "approve" | "decline"): Promise<void> {
  const proposed = outcome === "approve" ? approvalOf(review) : declineOf(review);
  const proposal = await proposeDecision({ actor: approvers.first, ...proposed });
  await sign(approvers.first, proposal);
  await sign(approvers.second, proposal);
}

it("tells an applicant at once why they were declined, what was missing, and until when they can appeal", async () => {
  const review = await seedScored(
    approvers,
    (factorId) => (({ F01: 1, F11: 2, F06: 2 }) as Record<string, number>)[factorId] ?? 3,
  );
  expect(await decisionForApplicant(memberOf(review), review.applicationId)).toBeNull();
  await decided(review, "decline");
  const told = await decisionForApplicant(memberOf(review), review.applicationId);
  if (told === null) throw new Error("it was decided");
  expect(told).toMatchObject({
    outcome: "decline",
    reasons: declineOf(review).reasons,
    signedBy: ["compliance", "ethics"],
    mayStillAppeal: true,
  });
  expect(told.lacks.map(({ factorId, isDecisive }) => [factorId, isDecisive])).toEqual([
    ["F01", true],
    ["F06", false],
    ["F11", false],
  ]);
  const law = pack.factors.find(({ id }) => id === "F01");
  expect(told.lacks[0]).toMatchObject({ found: law?.anchors[1], sound: law?.anchors[3] });
  expect(told.appealUntil.getTime() - told.decidedAt.getTime()).toBe(30 * DAY_MS);
  // The reasons are there from the last signature on: well within their three business days.
  expect(told.reasonsDueAt.getTime() - told.decidedAt.getTime()).toBeGreaterThanOrEqual(3 * DAY_MS);
});

it("never tells an applicant who scored, what they wrote, or who signed", async () => {
  const review = await seedScored(approvers, () => 1);
  await decided(review, "decline");
  const told = JSON.stringify(await decisionForApplicant(memberOf(review), review.applicationId));
  const people = await read((tx) => tx.person.findMany({ select: { id: true } }));
  for (const { id } of people) expect(told).not.toContain(id);
  expect(told).not.toContain(REASON);
});

it("names nothing that was missing where the answer is yes", async () => {
  const review = await seedScored(approvers);
  await decided(review, "approve");
  expect(await decisionForApplicant(memberOf(review), review.applicationId)).toMatchObject({
    outcome: "approve",
    lacks: [],
  });
});

it("is for the applicant's own people", async () => {
  const review = await seedScored(approvers);
  await decided(review, "decline");
  expect(await codeOf(decisionForApplicant(approvers.first, review.applicationId))).toBe("not_found");
});
