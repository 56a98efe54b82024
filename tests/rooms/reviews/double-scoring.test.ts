import { describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { assignLanes } from "#lib/reviews/assign-lanes";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { dossier } from "#lib/reviews/dossier-view";
import { lockLane } from "#lib/reviews/lock-lane";
import { casePlan } from "#lib/reviews/open-case";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { agreeReconciliation, writeReconciliation } from "#lib/reviews/reconcile-scores";
import { takeLane } from "#lib/reviews/take-lane";
import { scoreTwice, seedTier3 } from "./double-case";
import {
  codeOf,
  declareNone,
  holdLane,
  pack,
  type ReviewCase,
  score,
  seedCase,
  seedStaff,
} from "./review-case";
import { declineOf, seedApprovers, sign, stateOf } from "./signing-case";

const WHY =
  "One read the pilot's report, the other the newer one; the newer one is right about the mobile cameras.";

describe("from tier 3 on", () => {
  it("two people score each critical factor that applies, and one each of the others", async () => {
    const { application } = await seedCase();
    const plan = casePlan(pack, "T3", application).filter(({ seat }) => seat === 2);
    expect(plan.map(({ lane, factorIds }) => [lane, factorIds])).toEqual([
      ["legal", ["F01"]],
      ["privacy", ["F04"]],
      ["fairness", ["F07"]],
      ["ethics", ["F08"]],
    ]);
    expect(casePlan(pack, "T2", application).every(({ seat }) => seat === 1)).toBe(true);
  });

  it("the second to take a lane scores its critical factors alone, and nobody has both seats", async () => {
    const review = await seedTier3();
    const { applicationId } = review;
    const first = await holdLane(review, "privacy");
    await takeLane({ actor: first, applicationId, lane: "privacy" });
    const second = await holdLane(review, "privacy");
    expect(await codeOf(score(second, review, "F05", 3))).toBe("forbidden");
    expect(await codeOf(score(second, review, "F04", 3))).toBe("accepted");
    const third = await seedStaff("privacy");
    await declareNone(third, review);
    expect(await codeOf(takeLane({ actor: third, applicationId, lane: "privacy" }))).toBe("wrong_state");
    const held = await read((tx) =>
      tx.laneAssignment.findMany({ where: { applicationId }, orderBy: { seat: "asc" } }),
    );
    expect(held.map(({ seat, personId }) => [seat, personId])).toEqual([
      [1, first.personId],
      [2, second.personId],
    ]);
  });

  it("whoever assigns does not give both seats to one person", async () => {
    const review = await seedTier3();
    const first = await holdLane(review, "ethics");
    const [result] = await assignLanes({
      actor: await seedStaff("intake"),
      applicationIds: [review.applicationId],
      lane: "ethics",
      personId: first.personId,
    });
    expect(result).toMatchObject({ to: null, refusal: expect.stringContaining("first seat") });
  });

  it("neither of the two is sent the other's score before every seat has locked", async () => {
    const review = await seedTier3();
    const { applicationId } = review;
    const first = await holdLane(review, "fairness");
    const second = await holdLane(review, "fairness");
    await score(first, review, "F07", 4);
    await lockLane({ actor: first, applicationId });
    await score(second, review, "F07", 2);
    const ofSecond = (await dossier(second, applicationId)).factors.find(({ id }) => id === "F07");
    expect(ofSecond?.score).toMatchObject({ kind: "own", points: 2 });
    expect(ofSecond?.other?.score).toEqual({ kind: "sealed" });
    const ofFirst = (await dossier(first, applicationId)).factors.find(({ id }) => id === "F07");
    expect([ofFirst?.other?.score, ofFirst?.apart]).toEqual([{ kind: "sealed" }, null]);
  });
});

describe("two scores of one factor", () => {
  it("a point apart go on to the approvers without a word", async () => {
    const review = await seedTier3();
    await scoreTwice(review, { second: () => 3, first: () => 4 });
    expect(await stateOf(review)).toBe("decision_pending");
  });

  it("two points apart stop the case until one has written why and the other stands by it", async () => {
    const review = await seedTier3();
    const { applicationId } = review;
    const { first, second } = await scoreTwice(review, apartAt("F08"));
    expect(await stateOf(review)).toBe("reconciliation");
    const factor = (await dossier(first.ethics, applicationId)).factors.find(({ id }) => id === "F08");
    expect(factor?.apart).toMatchObject({ points: 2, isMine: true, text: null });

    const write = (actor: Actor, factorId: string, text: string) =>
      writeReconciliation({ actor, applicationId, factorId, text });
    expect(await codeOf(write(first.ethics, "F08", "We differ."))).toBe("invalid_request");
    expect(await codeOf(write(first.ethics, "F02", WHY))).toBe("invalid_request");
    expect(await codeOf(write(first.legal, "F08", WHY))).toBe("forbidden");
    expect(await write(first.ethics, "F08", WHY)).toEqual({ isLast: false });
    expect(await stateOf(review)).toBe("reconciliation");
    const reconciliationId = await lastText(review);
    expect(await agreeReconciliation({ actor: first.ethics, applicationId, reconciliationId })).toEqual({
      isLast: false,
    });
    expect(await codeOf(agreeReconciliation({ actor: first.legal, applicationId, reconciliationId }))).toBe(
      "forbidden",
    );
    expect(await agreeReconciliation({ actor: second.ethics, applicationId, reconciliationId })).toEqual({
      isLast: true,
    });
    expect(await stateOf(review)).toBe("decision_pending");
    const scores = await read((tx) =>
      tx.factorScore.findMany({ where: { applicationId, factorId: "F08" }, orderBy: { seat: "asc" } }),
    );
    expect(scores.map(({ points }) => points)).toEqual([4, 2]);
  });

  it("another text has to be stood by anew", async () => {
    const review = await seedTier3();
    const { applicationId } = review;
    const { first, second } = await scoreTwice(review, apartAt("F08"));
    await writeReconciliation({ actor: first.ethics, applicationId, factorId: "F08", text: WHY });
    const reconciliationId = await lastText(review);
    await writeReconciliation({ actor: second.ethics, applicationId, factorId: "F08", text: `${WHY} No.` });
    expect(await codeOf(agreeReconciliation({ actor: second.ethics, applicationId, reconciliationId }))).toBe(
      "digest_changed",
    );
    expect(await stateOf(review)).toBe("reconciliation");
  });

  it("wait no longer for a scorer who has left the case", async () => {
    const review = await seedTier3();
    const { applicationId } = review;
    const { first, second } = await scoreTwice(review, apartAt("F08"));
    await declareConflict({ actor: second.ethics, applicationId, hasConflict: true, detail: "A new job." });
    await writeReconciliation({ actor: first.ethics, applicationId, factorId: "F08", text: WHY });
    expect(await stateOf(review)).toBe("decision_pending");
  });

  it("are both in what the signers sign, with the text, whose words the public ledger does not have", async () => {
    const review = await seedTier3();
    const { applicationId } = review;
    const approvers = await seedApprovers();
    const { first, second } = await scoreTwice(review, apartAt("F08"));
    await writeReconciliation({ actor: first.ethics, applicationId, factorId: "F08", text: WHY });
    await agreeReconciliation({
      actor: second.ethics,
      applicationId,
      reconciliationId: await lastText(review),
    });
    await declareNone(approvers.first, review);
    await declareNone(approvers.second, review);
    const proposal = await proposeDecision({ actor: approvers.first, ...declineOf(review) });
    const { canonical } = await read((tx) =>
      tx.decisionProposal.findUniqueOrThrow({ where: { id: proposal.proposalId } }),
    );
    const content = JSON.parse(canonical);
    const ofFactor = content.scores.filter((one: { factor_id: string }) => one.factor_id === "F08");
    expect(ofFactor.map(({ points, seat }: { points: number; seat?: number }) => [seat, points])).toEqual([
      [undefined, 4],
      [2, 2],
    ]);
    expect(content.reconciliations).toMatchObject([{ factor_id: "F08", text: WHY }]);
    await sign(approvers.first, proposal);
    expect((await sign(approvers.second, proposal)).decisionId).not.toBeNull();
    const leaves = await read((tx) => tx.ledgerPending.findMany({ where: { subjectId: applicationId } }));
    expect(leaves.map(({ kind }) => kind)).toContain("scores.reconciliation_agreed");
    expect(leaves.map(({ leaf }) => leaf).join()).not.toContain(WHY);
  });
});

describe("the database", () => {
  it("refuses a text by a stranger, over scores that lie close, and any change of one", async () => {
    const review = await seedTier3();
    const { applicationId, revisionId } = review;
    const { first } = await scoreTwice(review, apartAt("F08"));
    const file = (factorId: string, writtenById: string) =>
      read((tx) =>
        tx.reconciliation.create({
          data: {
            id: `rcn_${factorId}_${writtenById}`,
            applicationId,
            revisionId,
            factorId,
            text: WHY,
            writtenById,
          },
        }),
      );
    await expect(file("F08", first.legal.personId)).rejects.toThrow(/reconciliation_not_scorer/);
    await expect(file("F04", first.privacy.personId)).rejects.toThrow(/reconciliation_no_spread/);
    const { id } = await file("F08", first.ethics.personId);
    const change = read((tx) => tx.reconciliation.update({ where: { id }, data: { text: "Nothing." } }));
    await expect(change).rejects.toThrow(/append_only/);
    const agree = read((tx) =>
      tx.reconciliationAgreement.create({ data: { reconciliationId: id, personId: first.legal.personId } }),
    );
    await expect(agree).rejects.toThrow(/reconciliation_not_scorer/);
  });

  it("refuses a decision over a spread that nobody explained", async () => {
    const review = await seedTier3();
    const { applicationId } = review;
    const approvers = await seedApprovers();
    await scoreTwice(review, apartAt("F08"));
    await read((tx) =>
      tx.application.update({ where: { id: applicationId }, data: { state: "decision_pending" } }),
    );
    await declareNone(approvers.first, review);
    await declareNone(approvers.second, review);
    const proposal = await proposeDecision({ actor: approvers.first, ...declineOf(review) });
    await sign(approvers.first, proposal);
    await expect(sign(approvers.second, proposal)).rejects.toThrow(/decision_unreconciled/);
  });
});

/** The first scorer of a factor gives 4, the second 2; all else is 3 by both. */
function apartAt(factorId: string) {
  return {
    first: (id: string) => (id === factorId ? 4 : 3),
    second: (id: string) => (id === factorId ? 2 : 3),
  };
}

async function lastText({ revisionId }: ReviewCase): Promise<string> {
  const { id } = await read((tx) =>
    tx.reconciliation.findFirstOrThrow({ where: { revisionId }, orderBy: { createdAt: "desc" } }),
  );
  return id;
}
