import { describe, expect, it } from "vitest";
import { read } from "#lib/platform/db";
import { decisionDesk } from "#lib/reviews/decision-view";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { lockLane } from "#lib/reviews/lock-lane";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { sendBackCase } from "#lib/reviews/send-back-case";
import { submitLive } from "./live-case";
import {
  codeOf,
  declareNone,
  holdLane,
  type ReviewCase,
  score,
  scoreAll,
  seedStaff,
  T1_FACTORS,
} from "./review-case";
import { declineOf, proposalState, seedApprovers, sign, stateOf } from "./signing-case";

const WHY = "The lab test of F06 is another camera's; look at the site test again.";

async function pending() {
  const approvers = await seedApprovers();
  const review = await submitLive();
  const scorers = await scoreAll(review);
  await declareNone(approvers.first, review);
  await declareNone(approvers.second, review);
  const send = (change: object = {}) =>
    sendBackCase({
      actor: approvers.first,
      applicationId: review.applicationId,
      lanes: ["technical"],
      reason: WHY,
      ...change,
    });
  return { review, approvers, scorers, send };
}

async function asNow(review: ReviewCase): Promise<ReviewCase> {
  const { revisionId } = await read((tx) =>
    tx.application.findUniqueOrThrow({ where: { id: review.applicationId } }),
  );
  return { ...review, revisionId: revisionId ?? "" };
}

describe("a case that approvers send back", () => {
  it("is scored once more by the lanes that they name, every other score standing word for word", async () => {
    const { review, approvers, send } = await pending();
    const { applicationId } = review;
    const proposal = await proposeDecision({ actor: approvers.second, ...declineOf(review) });
    await sign(approvers.second, proposal);
    await send();
    expect(await stateOf(review)).toBe("in_review");
    expect((await proposalState(proposal.proposalId))[0]).toBe("void");

    const again = await asNow(review);
    expect(again.revisionId).not.toBe(review.revisionId);
    const kept = await read((tx) => tx.factorScore.findMany({ where: { revisionId: again.revisionId } }));
    const others = [...(T1_FACTORS.compliance ?? []), ...(T1_FACTORS.privacy ?? [])].sort();
    expect(kept.map(({ factorId }) => factorId).sort()).toEqual(others);
    expect(kept.every(({ keptFromId, lockedAt }) => keptFromId !== null && lockedAt !== null)).toBe(true);

    const technical = await holdLane(again, "technical");
    for (const factorId of T1_FACTORS.technical ?? []) await score(technical, again, factorId, 3);
    expect(await lockLane({ actor: technical, applicationId })).toEqual({ isLast: true });
    expect(await stateOf(review)).toBe("decision_pending");
    const { recommendation } = await decisionDesk(approvers.first, applicationId);
    expect(recommendation.recommends).toBe("approve");
  });

  it("gets past the score of someone who declared a conflict afterwards", async () => {
    const { review, approvers, scorers, send } = await pending();
    const { applicationId } = review;
    const technical = scorers[2];
    if (technical === undefined) throw new Error("the technical lane scored");
    await declareConflict({
      actor: technical,
      applicationId,
      hasConflict: true,
      detail: "Joined the vendor.",
    });
    const codes = async () =>
      (await decisionDesk(approvers.first, applicationId)).recommendation.obstacles.map(({ code }) => code);
    expect(await codes()).toEqual(["score_conflicted"]);
    await send();
    const again = await asNow(review);
    const other = await holdLane(again, "technical");
    for (const factorId of T1_FACTORS.technical ?? []) await score(other, again, factorId, 3);
    await lockLane({ actor: other, applicationId });
    expect(await codes()).toEqual([]);
  });

  it("is sent back by those who could decide it, with lanes and a reason, and only while a decision is pending", async () => {
    const { review, scorers, send } = await pending();
    expect(await codeOf(send({ lanes: [] }))).toBe("invalid_request");
    expect(await codeOf(send({ lanes: ["legal"] }))).toBe("invalid_request");
    expect(await codeOf(send({ reason: "Again." }))).toBe("invalid_request");
    expect(await codeOf(send({ actor: scorers[0] }))).toBe("signer_ineligible");
    expect(await codeOf(send({ actor: await seedStaff("compliance_officer") }))).toBe("signer_ineligible");
    expect(await codeOf(send({ actor: review.signatory }))).toBe("not_found");
    expect(await stateOf(review)).toBe("decision_pending");
    await send();
    expect(await codeOf(send())).toBe("wrong_state");
  });

  it("says on record which lanes and by whom, and never in public why", async () => {
    const { review, send } = await pending();
    await send();
    const leaves = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: review.applicationId } }),
    );
    const [leaf] = leaves.filter(({ kind }) => kind === "case.sent_back");
    expect(JSON.parse(leaf?.leaf ?? "{}").data).toMatchObject({ lanes: ["technical"] });
    expect(leaves.map((one) => one.leaf).join()).not.toContain(WHY);
  });
});
