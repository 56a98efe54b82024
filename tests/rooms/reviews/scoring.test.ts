import { describe, expect, it } from "vitest";
import { changeState } from "#lib/applications/change-state";
import { read, transaction } from "#lib/platform/db";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { lockLane } from "#lib/reviews/lock-lane";
import { recuseReviewer } from "#lib/reviews/recuse-reviewer";
import { saveScore } from "#lib/reviews/save-score";
import { takeLane } from "#lib/reviews/take-lane";
import {
  codeOf,
  declareNone,
  holdLane,
  REASON,
  type ReviewCase,
  score,
  scoreAll,
  seedCase,
  seedRevision,
  seedStaff,
  T1_FACTORS,
} from "./review-case";

async function stateOf({ applicationId }: ReviewCase): Promise<string> {
  const row = await read((tx) => tx.application.findUniqueOrThrow({ where: { id: applicationId } }));
  return row.state;
}

async function entriesOf(subjectId: string): Promise<string[]> {
  const rows = await read((tx) =>
    tx.ledgerPending.findMany({ where: { subjectId }, orderBy: { id: "asc" } }),
  );
  return rows.map(({ kind }) => kind);
}

describe("taking a lane", () => {
  it("needs a declaration first, then moves the case into review", async () => {
    const review = await seedCase();
    const actor = await seedStaff("privacy");
    const take = () => takeLane({ actor, applicationId: review.applicationId, lane: "privacy" });
    expect(await codeOf(take())).toBe("forbidden");
    await declareNone(actor, review);
    expect(await codeOf(take())).toBe("accepted");
    expect(await stateOf(review)).toBe("in_review");
    expect(await entriesOf(review.applicationId)).toEqual([
      "conflict.declared",
      "lane.assigned",
      "application.state_changed",
    ]);
  });

  it("is for holders of the lane's role, one lane a person, one person a lane", async () => {
    const review = await seedCase();
    const { applicationId } = review;
    const privacy = await holdLane(review, "privacy");
    const colleague = await seedStaff("privacy");
    await declareNone(colleague, review);
    expect(await codeOf(takeLane({ actor: colleague, applicationId, lane: "privacy" }))).toBe("wrong_state");
    expect(await codeOf(takeLane({ actor: colleague, applicationId, lane: "technical" }))).toBe("forbidden");
    const both = {
      ...privacy,
      staffRoles: [...privacy.staffRoles, { role: "technical", homeLane: null } as const],
    };
    expect(await codeOf(takeLane({ actor: both, applicationId, lane: "technical" }))).toBe("forbidden");
  });

  it("is refused for a lane that scores nothing in the tier", async () => {
    const review = await seedCase();
    const legal = await seedStaff("legal");
    await declareNone(legal, review);
    expect(await codeOf(takeLane({ actor: legal, applicationId: review.applicationId, lane: "legal" }))).toBe(
      "invalid_request",
    );
  });

  it("is refused to a colleague of the applicant, and to whoever declares a conflict", async () => {
    const review = await seedCase();
    const { applicationId, organisationId } = review;
    const colleague = await seedStaff("privacy");
    await transaction((tx) =>
      tx.membership.create({
        data: {
          id: "mem_x",
          organisationId,
          personId: colleague.personId,
          role: "contributor",
          endedAt: new Date(),
        },
      }),
    );
    expect(await codeOf(declareNone(colleague, review))).toBe("forbidden");
    const conflicted = await seedStaff("privacy");
    const declare = (detail: string) =>
      declareConflict({ actor: conflicted, applicationId, hasConflict: true, detail });
    expect(await codeOf(declare(" "))).toBe("invalid_request");
    await declare("My sister works there.");
    expect(await codeOf(takeLane({ actor: conflicted, applicationId, lane: "privacy" }))).toBe(
      "conflict_declared",
    );
    expect(await codeOf(declareNone(conflicted, review))).toBe("conflict_declared");
  });

  it("hides cases from people who are not staff, and from the account team", async () => {
    const review = await seedCase();
    const team = await seedStaff("account_team");
    expect(await codeOf(declareNone(team, review))).toBe("not_found");
    expect(await codeOf(declareNone({ ...team, staffRoles: [] }, review))).toBe("not_found");
  });
});

describe("scoring", () => {
  it("is the lane holder's, factor by factor, half-done or whole", async () => {
    const review = await seedCase();
    const { applicationId, revisionId } = review;
    const actor = await holdLane(review, "technical");
    const draft = { actor, applicationId, revisionId, factorId: "F06", privateNote: "ask about cameras" };
    expect(await codeOf(saveScore({ ...draft, points: null, rationale: "" }))).toBe("accepted");
    expect(await codeOf(saveScore({ ...draft, points: 2, rationale: "Lab test only." }))).toBe("accepted");
    const stranger = await seedStaff("technical");
    expect(await codeOf(score(stranger, review, "F06", 4))).toBe("forbidden");
  });

  it("is refused on another lane's factor, one that does not apply, and one that is not there", async () => {
    const review = await seedCase();
    const actor = await holdLane(review, "technical");
    expect(await codeOf(score(actor, review, "F04", 3))).toBe("forbidden");
    expect(await codeOf(score(actor, review, "F09", 3))).toBe("invalid_request");
    expect(await codeOf(score(actor, review, "F99", 3))).toBe("invalid_request");
  });

  it("is refused on a revision that is not the current one", async () => {
    const review = await seedCase();
    const actor = await holdLane(review, "technical");
    const by = { applicationId: review.applicationId, personId: actor.personId };
    await transaction((tx) => seedRevision(tx, by, review.application, review.screening));
    expect(await codeOf(score(actor, review, "F06", 3))).toBe("digest_changed");
  });

  it("is refused while the applicant answers a question", async () => {
    const review = await seedCase();
    const actor = await holdLane(review, "technical");
    await transaction((tx) =>
      changeState(tx, {
        applicationId: review.applicationId,
        from: "in_review",
        to: "rfi",
        actor,
        reasonCode: "information_requested",
      }),
    );
    expect(await codeOf(score(actor, review, "F06", 3))).toBe("wrong_state");
  });
});

describe("locking a lane", () => {
  it("is refused until every factor has points and a reason", async () => {
    const review = await seedCase();
    const { applicationId, revisionId } = review;
    const actor = await holdLane(review, "technical");
    await score(actor, review, "F06", 3);
    await saveScore({
      actor,
      applicationId,
      revisionId,
      factorId: "F07",
      points: 3,
      rationale: "ok",
      privateNote: "",
    });
    const refusal = await lockLane({ actor, applicationId }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: "invalid_request",
      extras: { errors: [{ pointer: "/F07/rationale" }, { pointer: "/F12/points" }] },
    });
    await score(actor, review, "F07", 3);
    await score(actor, review, "F12", 0);
    expect(await lockLane({ actor, applicationId })).toEqual({ isLast: false });
    expect(await codeOf(lockLane({ actor, applicationId }))).toBe("wrong_state");
    expect(await codeOf(score(actor, review, "F06", 4))).toBe("wrong_state");
  });

  it("of the last lane hands the case to the approvers, with one ledger entry for each change", async () => {
    const review = await seedCase();
    await scoreAll(review);
    expect(await stateOf(review)).toBe("decision_pending");
    const kinds = await entriesOf(review.applicationId);
    expect(kinds.filter((kind) => kind === "lane.locked")).toHaveLength(Object.keys(T1_FACTORS).length);
    expect(kinds.filter((kind) => kind === "application.state_changed")).toHaveLength(3);
  });

  it("keeps scores out of the public ledger", async () => {
    const review = await seedCase();
    await scoreAll(review);
    const rows = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: review.applicationId } }),
    );
    expect(rows.map(({ leaf }) => leaf).join()).not.toContain(REASON);
  });
});

describe("recusal", () => {
  it("frees the lane, drops the drafts and shuts the person out", async () => {
    const review = await seedCase();
    const { applicationId } = review;
    const actor = await holdLane(review, "technical");
    await score(actor, review, "F06", 3);
    await recuseReviewer({ actor, applicationId, reason: "Worked with the vendor." });
    expect(await codeOf(score(actor, review, "F06", 3))).toBe("conflict_declared");
    expect(await codeOf(takeLane({ actor, applicationId, lane: "technical" }))).toBe("conflict_declared");
    expect(await read((tx) => tx.factorScore.count({ where: { applicationId } }))).toBe(0);
    await holdLane(review, "technical");
  });

  it("is refused once the lane is locked: its scores stand", async () => {
    const review = await seedCase();
    const [scorer] = await scoreAll(review);
    if (scorer === undefined) throw new Error("nobody scored");
    const recuse = recuseReviewer({ actor: scorer, applicationId: review.applicationId, reason: "" });
    expect(await codeOf(recuse)).toBe("wrong_state");
  });
});
