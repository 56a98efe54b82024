import { beforeAll, describe, expect, it } from "vitest";
import { recordFinding } from "#lib/applications/record-finding";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { decisionDesk } from "#lib/reviews/decision-view";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { resumeReview } from "#lib/reviews/resume-review";
import {
  codeOf,
  declareNone,
  holdLane,
  type ReviewCase,
  score,
  scoreAll,
  seedCase,
  seedStaff,
} from "./review-case";
import { approvalOf, stateOf } from "./signing-case";

let approver: Actor;
let officer: Actor;
beforeAll(async () => {
  approver = await seedStaff("approver", "legal");
  officer = await seedStaff("compliance_officer");
});

/** Held for a name on a sanctions list, which turned out to be another's (HS24). */
async function heldAndCleared({ applicationId }: ReviewCase): Promise<void> {
  for (const value of ["hit", "clear"] as const) {
    const note = "EU and OFAC lists";
    await recordFinding({ actor: officer, applicationId, kind: "sanctions", value, note });
    await rescreenApplication({ actor: officer, applicationId });
  }
}

describe("a case that a screening took back to triage", () => {
  it("is the approvers' again when every lane had locked on this revision", async () => {
    const review = await seedCase();
    await scoreAll(review);
    await heldAndCleared(review);
    expect(await stateOf(review)).toBe("triaged");
    expect(await resumeReview(review)).toBe(true);
    expect(await stateOf(review)).toBe("decision_pending");
    await declareNone(approver, review);
    expect(await codeOf(proposeDecision({ actor: approver, ...approvalOf(review) }))).toBe("accepted");
    expect(await resumeReview(review)).toBe(false);
  });

  it("goes on with those who hold its lanes", async () => {
    const review = await seedCase();
    const technical = await holdLane(review, "technical");
    await heldAndCleared(review);
    expect(await codeOf(score(technical, review, "F06", 3))).toBe("wrong_state");
    expect(await resumeReview(review)).toBe(true);
    expect(await stateOf(review)).toBe("in_review");
    expect(await codeOf(score(technical, review, "F06", 3))).toBe("accepted");
  });

  it("waits for someone to take a lane when nobody holds one", async () => {
    const review = await seedCase();
    expect(await resumeReview(review)).toBe(false);
    expect(await stateOf(review)).toBe("triaged");
    expect(await resumeReview({ applicationId: "app_none" })).toBe(false);
  });
});

describe("a score that is not locked", () => {
  /** What a tier of more lanes leaves behind when the case falls to one of fewer. */
  async function leaveDraft(review: ReviewCase): Promise<void> {
    const { applicationId, revisionId } = review;
    const legal = await seedStaff("legal");
    const own = { applicationId, lane: "legal" };
    await transaction(async (tx) => {
      await tx.laneAssignment.create({ data: { id: newId("asg"), personId: legal.personId, ...own } });
      await tx.factorScore.create({
        data: {
          id: newId("fsc"),
          ...own,
          revisionId,
          factorId: "F01",
          scorerId: legal.personId,
          points: 0,
          rationale: "",
          privateNote: "",
        },
      });
    });
  }

  it("is neither counted nor signed", async () => {
    const review = await seedCase();
    await scoreAll(review);
    await leaveDraft(review);
    await declareNone(approver, review);
    const { recommendation } = await decisionDesk(approver, review.applicationId);
    expect(recommendation).toMatchObject({ recommends: "approve", obstacles: [] });
    const { proposalId } = await proposeDecision({ actor: approver, ...approvalOf(review) });
    const { canonical } = await read((tx) =>
      tx.decisionProposal.findUniqueOrThrow({ where: { id: proposalId } }),
    );
    expect(canonical).not.toContain('"lane":"legal"');
  });

  it("stays sealed when the case ends before its lanes have locked", async () => {
    const review = await seedCase();
    const { applicationId, organisationId } = review;
    const privacy = await holdLane(review, "privacy");
    await score(privacy, review, "F02", 0);
    const member: Actor = {
      ...approver,
      staffRoles: [],
      memberships: [{ organisationId, role: "admin" }],
    };
    await withdrawApplication({ actor: member, applicationId });
    expect(await codeOf(decisionDesk(approver, applicationId))).toBe("wrong_state");
  });
});
