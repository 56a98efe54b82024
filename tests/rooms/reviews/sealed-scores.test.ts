import { describe, expect, it } from "vitest";
import { decisionDesk, signingDesk } from "#lib/reviews/decision-view";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { dossier } from "#lib/reviews/dossier-view";
import { lockLane } from "#lib/reviews/lock-lane";
import { decisionRecord } from "#lib/reviews/proposal-view";
import { QUEUE_COLUMNS, queueFilter } from "#lib/reviews/queue-filter";
import { reviewQueue } from "#lib/reviews/queue-view";
import { recuseReviewer } from "#lib/reviews/recuse-reviewer";
import { saveScore } from "#lib/reviews/save-score";
import { codeOf, declareNone, holdLane, scoreAll, seedCase, seedStaff, T1_FACTORS } from "./review-case";
import { seedApprovers } from "./signing-case";

const MARK = "Zebra-striped turnstiles were measured twice.";
const NOTE = "Between us: the vendor was slow to answer.";

describe("scores are sealed until all lanes lock", () => {
  async function halfScored() {
    const review = await seedCase();
    const technical = await holdLane(review, "technical");
    const privacy = await holdLane(review, "privacy");
    const { applicationId, revisionId } = review;
    for (const factorId of T1_FACTORS.technical ?? []) {
      await saveScore({
        actor: technical,
        applicationId,
        revisionId,
        factorId,
        points: 4,
        rationale: MARK,
        privateNote: NOTE,
      });
    }
    await lockLane({ actor: technical, applicationId });
    return { review, technical, privacy };
  }

  it("nothing of another's locked score is in what a reviewer is sent", async () => {
    const { review, privacy } = await halfScored();
    const sent = await dossier(privacy, review.applicationId);
    expect(JSON.stringify(sent)).not.toContain(MARK);
    expect(JSON.stringify(sent)).not.toContain(NOTE);
    expect(sent.isRevealed).toBe(false);
    const others = sent.factors.filter(({ isMine }) => !isMine);
    expect(others.map(({ score }) => score)).toEqual(others.map(() => ({ kind: "sealed" })));
  });

  it("one's own is, with the private note", async () => {
    const { review, technical } = await halfScored();
    const sent = await dossier(technical, review.applicationId);
    expect(sent.factors.find(({ id }) => id === "F06")?.score).toMatchObject({
      kind: "own",
      points: 4,
      rationale: MARK,
      privateNote: NOTE,
      isLocked: true,
    });
  });

  it("not even an approver, an auditor or a compliance officer sees one, or what they suggest", async () => {
    const { review } = await halfScored();
    for (const actor of [
      await seedStaff("approver", "legal"),
      await seedStaff("auditor"),
      await seedStaff("compliance_officer"),
    ]) {
      expect(JSON.stringify(await dossier(actor, review.applicationId))).not.toContain(MARK);
      expect(await codeOf(decisionDesk(actor, review.applicationId))).toBe("wrong_state");
      expect(await codeOf(signingDesk(actor, review.applicationId))).toBe("wrong_state");
      const queue = await reviewQueue(actor, queueFilter({ show: "all" }));
      expect(JSON.stringify(queue)).not.toContain(MARK);
    }
  });

  it("then they are revealed together, and private notes still are not", async () => {
    const review = await seedCase();
    const scorers = await scoreAll(review);
    const sent = await dossier(await seedStaff("auditor"), review.applicationId);
    expect(sent.isRevealed).toBe(true);
    expect(sent.factors.map(({ score }) => score.kind)).toEqual(sent.factors.map(() => "revealed"));
    expect(new Set(sent.factors.map(({ scorer }) => scorer)).size).toBe(scorers.length);
    const desk = await decisionDesk(await seedStaff("auditor"), review.applicationId);
    expect(desk.recommendation).toMatchObject({ recommends: "approve", quality: { percent: 75 } });
  });
});

describe("a case is shut to", () => {
  it("whoever is recused or declared a conflict, in every view", async () => {
    const review = await seedCase();
    const { applicationId } = review;
    const recused = await holdLane(review, "privacy");
    await recuseReviewer({ actor: recused, applicationId, reason: "" });
    const conflicted = await seedStaff("legal");
    await declareConflict({ actor: conflicted, applicationId, hasConflict: true, detail: "Old employer." });
    for (const actor of [recused, conflicted]) {
      for (const view of [dossier, decisionDesk, signingDesk, decisionRecord]) {
        expect(await codeOf(view(actor, applicationId))).toBe("conflict_declared");
      }
      const queue = await reviewQueue(actor, queueFilter({ show: "all" }));
      expect(queue.rows.map(({ id }) => id)).not.toContain(applicationId);
    }
  });

  it("people who are not reviewing staff, the account team, and another id than a case's", async () => {
    const review = await seedCase();
    const team = await seedStaff("account_team");
    for (const actor of [team, { ...team, staffRoles: [] }]) {
      for (const view of [dossier, decisionDesk, signingDesk, decisionRecord]) {
        expect(await codeOf(view(actor, review.applicationId))).toBe("not_found");
      }
      expect(await codeOf(reviewQueue(actor, queueFilter({})))).toBe("not_found");
    }
    expect(await codeOf(dossier(await seedStaff("auditor"), "app_none"))).toBe("not_found");
  });
});

describe("the queue", () => {
  it("shows what waits for one's lane, what one holds, and how far each case is", async () => {
    const review = await seedCase();
    const privacy = await seedStaff("privacy");
    const ids = async (show: string) =>
      (await reviewQueue(privacy, queueFilter({ show }))).rows.map(({ id }) => id);
    expect(await ids("lane")).toContain(review.applicationId);
    expect(await ids("mine")).not.toContain(review.applicationId);
    const holder = await holdLane(review, "privacy");
    expect(await ids("lane")).not.toContain(review.applicationId);
    const mine = await reviewQueue(holder, queueFilter({ show: "mine" }));
    expect(mine.rows).toHaveLength(1);
    expect(mine.rows[0]).toMatchObject({
      tier: "T1",
      stage: { label: "In review" },
      lanes: [
        { lane: "privacy", isTaken: true, isMine: true, isLocked: false },
        { lane: "technical", isTaken: false },
        { lane: "compliance", isTaken: false },
      ],
    });
  });

  it("gives approvers the cases that wait for a decision", async () => {
    const review = await seedCase();
    await scoreAll(review);
    const { first } = await seedApprovers();
    const queue = await reviewQueue(first, queueFilter({ stage: "decision_pending" }));
    expect(queue.rows.map(({ id }) => id)).toContain(review.applicationId);
    await declareNone(first, review);
  });

  it("reads any address without failing", () => {
    const columns = QUEUE_COLUMNS;
    const fallback = {
      show: "lane",
      tier: null,
      state: null,
      sort: "due",
      isDescending: false,
      columns,
      page: 1,
    };
    expect(queueFilter({ show: "x", tier: "T9", stage: "draft", page: "-1" })).toEqual(fallback);
    expect(queueFilter({ show: ["all", "mine"], tier: "T2", stage: "in_review", page: "3" })).toEqual({
      show: "all",
      tier: "T2",
      state: "in_review",
      sort: "due",
      isDescending: false,
      columns,
      page: 3,
    });
  });
});
