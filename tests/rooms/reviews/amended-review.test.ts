import { describe, expect, it } from "vitest";
import { applicationStatus } from "#lib/applications/status-view";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { dossier } from "#lib/reviews/dossier-view";
import { lockLane } from "#lib/reviews/lock-lane";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { resumeReview } from "#lib/reviews/resume-review";
import { takeLane } from "#lib/reviews/take-lane";
import { voidStaleProposal } from "#lib/reviews/void-proposal";
import { leavesOf } from "../applications/people";
import { amend, type LiveCase, rowOf, shorterAnswers, submitLive } from "./live-case";
import { codeOf, declareNone, holdLane, REASON, score, scoreAll, T1_FACTORS } from "./review-case";
import { approvalOf, proposalState, seedApprovers, sign } from "./signing-case";

const scoresOf = (revisionId: string) =>
  read((tx) => tx.factorScore.findMany({ where: { revisionId }, orderBy: { factorId: "asc" } }));

async function scored(
  points: (factorId: string) => number = () => 3,
): Promise<{ review: LiveCase; scorers: Actor[] }> {
  const review = await submitLive();
  return { review, scorers: await scoreAll(review, points) };
}

describe("an amendment", () => {
  it("keeps the scores of factors that rest on nothing that changed, and opens the others again", async () => {
    const { review, scorers } = await scored();
    const amended = await amend(review, "security", shorterAnswers);
    expect((await rowOf(review)).state).toBe("triaged");
    expect(await resumeReview(amended)).toBe(true);
    expect((await rowOf(review)).state).toBe("in_review");

    const before = new Map((await scoresOf(review.revisionId)).map((row) => [row.factorId, row]));
    const after = await scoresOf(amended.revisionId);
    expect(after).toHaveLength(13);
    for (const row of after) {
      const earlier = before.get(row.factorId);
      const isOpen = row.factorId === "F14";
      expect(row, row.factorId).toMatchObject({
        points: isOpen ? null : 3,
        rationale: REASON,
        scorerId: earlier?.scorerId,
        keptFromId: isOpen ? null : earlier?.id,
        lockedAt: isOpen ? null : earlier?.lockedAt,
      });
    }
    const [compliance] = scorers;
    if (compliance === undefined) throw new Error("compliance scores first");
    expect(await codeOf(score(compliance, amended, "F01", 0))).toBe("wrong_state");
    expect(await codeOf(lockLane({ actor: compliance, applicationId: review.applicationId }))).toBe(
      "invalid_request",
    );
    await score(compliance, amended, "F14", 2);
    expect(await lockLane({ actor: compliance, applicationId: review.applicationId })).toEqual({
      isLast: true,
    });
    expect((await rowOf(review)).state).toBe("decision_pending");
    const [leaf] = (await leavesOf(review.applicationId)).filter(({ kind }) => kind === "scores.kept");
    expect(leaf?.data).toMatchObject({ opened_again: ["F14"] });
    expect(leaf?.data.kept).toHaveLength(12);
  });

  it("voids what was proposed and every signature on it", async () => {
    const { review } = await scored();
    const approvers = await seedApprovers();
    await declareNone(approvers.first, review);
    await declareNone(approvers.second, review);
    const proposal = await proposeDecision({ actor: approvers.first, ...approvalOf(review) });
    await sign(approvers.first, proposal);
    await amend(review, "security", shorterAnswers);
    expect(await codeOf(sign(approvers.second, proposal))).toBe("digest_changed");
    await voidStaleProposal(review);
    expect(await proposalState(proposal.proposalId)).toEqual(["void", "changed"]);
  });

  it("that changes nothing that is scored gives the case straight back to the approvers", async () => {
    const { review } = await scored();
    const amended = await amend(review, "organisation", { work_email: "someone.else@northwind.example" });
    expect(await resumeReview(amended)).toBe(true);
    expect((await rowOf(review)).state).toBe("decision_pending");
  });

  it("shows reviewers what changed, and under which factors", async () => {
    const { review, scorers } = await scored();
    const amended = await amend(review, "security", shorterAnswers);
    await resumeReview(amended);
    const [compliance] = scorers;
    if (compliance === undefined) throw new Error("compliance scores first");
    const seen = await dossier(compliance, review.applicationId);
    const factor = (id: string) => seen.factors.find((candidate) => candidate.id === id);
    expect(factor("F14")?.revised).toEqual({ since: 1, changed: ["A complaint is answered within"] });
    expect(factor("F01")?.revised).toEqual({ since: 1, changed: [] });
    const changed = seen.answers.flatMap(({ answers }) => answers.filter(({ change }) => change !== "same"));
    expect(changed.map(({ name, before }) => [name, before])).toEqual([
      ["security.response_days", "10 days"],
    ]);
    // Another lane's score is as sealed as before, kept or not.
    expect(factor("F06")?.score).toEqual({ kind: "sealed" });
  });

  it("keeps a draft of a score as a draft, and its private note with the person who wrote it", async () => {
    const review = await submitLive();
    const technical = await holdLane(review, "technical");
    await score(technical, review, "F06", 3);
    await transaction((tx) =>
      tx.factorScore.updateMany({
        where: { scorerId: technical.personId },
        data: { privateNote: "ask Tom" },
      }),
    );
    const same = await amend(review, "security", shorterAnswers);
    await resumeReview(same);
    expect(await scoresOf(same.revisionId)).toMatchObject([
      { factorId: "F06", points: 3, privateNote: "ask Tom", lockedAt: null, keptFromId: null },
    ]);
    const other = await amend(same, "accuracy", { test_population: "240 volunteers" });
    await resumeReview(other);
    expect(await scoresOf(other.revisionId)).toMatchObject([
      { factorId: "F06", points: null, rationale: REASON },
    ]);
  });

  it("gives a locked lane whose scorer found a conflict too late to someone else, to be scored again", async () => {
    const { review, scorers } = await scored();
    const technical = scorers[2];
    if (technical === undefined) throw new Error("technical scores last");
    const { applicationId } = review;
    await declareConflict({
      actor: technical,
      applicationId,
      hasConflict: true,
      detail: "shares in a supplier",
    });
    // On this revision the lane stays locked: only another revision opens it.
    const amended = await amend(review, "organisation", { signatory: "Head of Operations" });
    await resumeReview(amended);
    expect((await rowOf(review)).state).toBe("in_review");
    const kept = (await scoresOf(amended.revisionId)).map(({ lane }) => lane);
    expect(kept).not.toContain("technical");
    const next = await holdLane(amended, "technical");
    for (const factorId of T1_FACTORS.technical ?? []) await score(next, amended, factorId, 3);
    expect(await lockLane({ actor: next, applicationId })).toEqual({ isLast: true });
  });

  it("carries scores also when someone takes a free lane before the service has looked", async () => {
    const review = await submitLive();
    const technical = await holdLane(review, "technical");
    for (const factorId of T1_FACTORS.technical ?? []) await score(technical, review, factorId, 3);
    await lockLane({ actor: technical, applicationId: review.applicationId });
    const amended = await amend(review, "security", shorterAnswers);
    await holdLane(amended, "privacy");
    expect((await rowOf(review)).state).toBe("in_review");
    expect((await scoresOf(amended.revisionId)).map(({ factorId }) => factorId)).toEqual([
      "F06",
      "F07",
      "F12",
    ]);
    expect(await resumeReview(amended)).toBe(false);
  });

  it("is refused where the policy stops what it became, as a first submission would be", async () => {
    const { review } = await scored();
    const amended = await amend(review, "people", { enrolment_optional: false });
    expect((await rowOf(review)).state).toBe("rejected_hard_stop");
    expect(await resumeReview(amended)).toBe(false);
    expect((await applicationStatus(review.signatory, review.applicationId)).may).toMatchObject({
      amend: false,
      revise: true,
    });
  });
});

describe("a score that claims to be kept", () => {
  it("is refused by the database unless it repeats a locked one of an earlier revision word for word", async () => {
    const { review, scorers } = await scored();
    const technical = scorers[2];
    const [earlier] = (await scoresOf(review.revisionId)).filter(({ factorId }) => factorId === "F06");
    const amended = await amend(review, "security", shorterAnswers);
    if (technical === undefined || earlier === undefined) throw new Error("F06 was scored");
    const claim = (change: object) =>
      transaction((tx) =>
        tx.factorScore.create({
          data: {
            ...earlier,
            id: newId("fsc"),
            revisionId: amended.revisionId,
            keptFromId: earlier.id,
            ...change,
          },
        }),
      );
    await expect(claim({ points: 4 })).rejects.toThrow(/score_kept/);
    await expect(claim({ rationale: "Better than it was, as it happens." })).rejects.toThrow(/score_kept/);
    await expect(claim({ keptFromId: "fsc_none" })).rejects.toThrow(/score_kept/);
    await expect(claim({})).resolves.toBeDefined();
    await takeLane({ actor: technical, applicationId: review.applicationId, lane: "technical" });
  });
});
