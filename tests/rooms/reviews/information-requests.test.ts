import { describe, expect, it } from "vitest";
import { applicationStatus } from "#lib/applications/status-view";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { dossier } from "#lib/reviews/dossier-view";
import { withdrawRequest } from "#lib/reviews/withdraw-request";
import { leavesOf } from "../applications/people";
import { ANSWER, ASKED, answer, ask, file, inReview, questionOf, questionsOf } from "./information-case";
import { type LiveCase, rowOf, seedMember, submitLive } from "./live-case";
import { codeOf, declareNone, holdLane, score, scoreAll, seedStaff } from "./review-case";

describe("a question to the applicant", () => {
  it("makes the case wait, is read beside its factor, and its answer gives the case back", async () => {
    const { review, technical } = await inReview();
    await ask(technical, review, { F06: ASKED, F12: "Which laboratory tested presentation attacks?" });
    expect((await rowOf(review)).state).toBe("rfi");
    const question = await questionOf(review, "F06");
    expect(question).toMatchObject({
      text: ASKED,
      lane: "technical",
      factorName: "Operational accuracy",
      ending: null,
    });
    expect(question.kinds.map(({ value }) => value)).toEqual(["operational_test", "test_report"]);

    expect(await answer(review.contributor, review, "F06")).toMatchObject({ stillOpen: 1 });
    expect((await rowOf(review)).state).toBe("rfi");
    expect(await answer(review.contributor, review, "F12")).toMatchObject({ stillOpen: 0 });
    expect((await rowOf(review)).state).toBe("in_review");
    const seen = await dossier(technical, review.applicationId);
    expect(seen.questions.map(({ factorId, ending }) => [factorId, ending?.how, ending?.text])).toEqual([
      ["F06", "answered", ANSWER],
      ["F12", "answered", ANSWER],
    ]);
  });

  it("can stand beside others of other lanes: the case waits for the last of them", async () => {
    const { review, technical, privacy } = await inReview();
    await ask(technical, review, { F06: ASKED });
    await ask(privacy, review, { F11: "When is a template deleted that nobody used?" });
    await answer(review.signatory, review, "F06");
    expect((await rowOf(review)).state).toBe("rfi");
    await answer(review.signatory, review, "F11");
    expect((await rowOf(review)).state).toBe("in_review");
    const events = await read((tx) =>
      tx.domainEvent.findMany({ where: { subjectId: review.applicationId } }),
    );
    // The second question and the first answer change no state: they are told by events of their own.
    expect(events.filter(({ kind }) => kind.startsWith("information.")).map(({ kind }) => kind)).toEqual([
      "information.requested",
      "information.answered",
    ]);
  });

  it("is asked by the lane that scores the factor, while it still can, and by nobody else", async () => {
    const { review, technical, privacy } = await inReview();
    const asking = (actor: Actor, factors: Record<string, string>) => codeOf(ask(actor, review, factors));
    expect(await asking(technical, { F11: ASKED })).toBe("forbidden");
    expect(await asking(await seedStaff("technical"), { F06: ASKED })).toBe("forbidden");
    expect(await asking(await seedStaff("auditor"), { F06: ASKED })).toBe("forbidden");
    expect(await asking(review.signatory, { F06: ASKED })).toBe("not_found");
    expect(await asking(technical, {})).toBe("invalid_request");
    expect(await asking(technical, { F06: "Why?" })).toBe("invalid_request");
    expect(await asking(technical, { F06: "x".repeat(4_001) })).toBe("invalid_request");
    expect(await codeOf(ask(technical, { ...review, revisionId: "rev_other" }, { F06: ASKED }))).toBe(
      "digest_changed",
    );
    expect((await rowOf(review)).state).toBe("in_review");

    const scored = await submitLive();
    await scoreAll(scored);
    expect(await codeOf(ask(await holdNone(scored), scored, { F06: ASKED }))).toBe("forbidden");
    expect(await asking(privacy, { F11: ASKED })).toBe("accepted");
  });

  async function holdNone(review: LiveCase): Promise<Actor> {
    const actor = await seedStaff("technical");
    await declareNone(actor, review);
    return actor;
  }

  it("is on record by commitment: neither its words nor the answer's are in the ledger", async () => {
    const { review, technical } = await inReview();
    await ask(technical, review, { F06: ASKED });
    await file(review, "test_report", "rates");
    await answer(review.signatory, review, "F06");
    const leaves = (await leavesOf(review.applicationId)).filter(({ kind }) =>
      kind.startsWith("information."),
    );
    expect(leaves.map(({ kind }) => kind)).toEqual(["information.requested", "information.answered"]);
    expect(leaves[0]?.data).toMatchObject({ lane: "technical", factors: ["F06"] });
    expect(leaves[1]?.data).toMatchObject({ factor: "F06", evidence: [{ kind: "test_report" }] });
    expect(JSON.stringify(leaves)).not.toMatch(/threshold|Acme|supplier|\.pdf/);
  });

  it("tells the applicant which lane asks, never who, and nothing of scores or private notes", async () => {
    const { review, technical } = await inReview();
    await score(technical, review, "F06", 1);
    await transaction((tx) =>
      tx.factorScore.updateMany({
        where: { scorerId: technical.personId },
        data: { privateNote: "smells of Acme" },
      }),
    );
    await ask(technical, review, { F06: ASKED });
    const status = JSON.stringify(await applicationStatus(review.signatory, review.applicationId));
    expect(status).not.toContain("smells of Acme");
    expect(status).not.toContain(technical.personId);
  });
});

describe("a question taken back", () => {
  it("is its asker's to take back, or whoever holds the lane; the last one gives the case back", async () => {
    const { review, technical, privacy } = await inReview();
    const { applicationId } = review;
    const { requestId } = await ask(technical, review, { F06: ASKED, F12: ASKED });
    const other = await ask(privacy, review, { F11: ASKED });
    const back = (actor: Actor, id: string) =>
      codeOf(withdrawRequest({ actor, applicationId, requestId: id }));
    expect(await back(privacy, requestId)).toBe("forbidden");
    expect(await back(review.signatory, requestId)).toBe("not_found");
    expect(await back(technical, "irq_none")).toBe("not_found");
    expect(await back(technical, requestId)).toBe("accepted");
    expect((await rowOf(review)).state).toBe("rfi");
    expect(await back(technical, requestId)).toBe("not_found");
    expect(await back(privacy, other.requestId)).toBe("accepted");
    expect((await rowOf(review)).state).toBe("in_review");
    expect(await back(technical, requestId)).toBe("wrong_state");
    expect((await questionsOf(review)).map(({ ending }) => ending?.how)).toEqual([
      "withdrawn",
      "withdrawn",
      "withdrawn",
    ]);
  });

  it("can be taken back by whoever takes the lane after the asker left the case", async () => {
    const { review, technical } = await inReview();
    const { applicationId } = review;
    const { requestId } = await ask(technical, review, { F06: ASKED });
    await declareConflict({
      actor: technical,
      applicationId,
      hasConflict: true,
      detail: "my brother works there",
    });
    const next = await holdLane(review, "technical");
    expect(await codeOf(withdrawRequest({ actor: next, applicationId, requestId }))).toBe("accepted");
  });
});

describe("the record of questions", () => {
  it("cannot be changed, removed or ended twice in the database", async () => {
    const { review, technical } = await inReview();
    await ask(technical, review, { F06: ASKED });
    await answer(review.signatory, review, "F06");
    const { id } = await questionOf(review, "F06");
    const refused = async (sql: string) => {
      const attempt = transaction((tx) => tx.$executeRawUnsafe(sql));
      await expect(attempt, sql).rejects.toThrow();
    };
    await refused(`UPDATE "InformationQuestion" SET text = 'another' WHERE id = '${id}'`);
    await refused(`DELETE FROM "InformationQuestion" WHERE id = '${id}'`);
    await refused(`UPDATE "InformationEnding" SET text = 'another' WHERE "questionId" = '${id}'`);
    await refused(`DELETE FROM "InformationEnding" WHERE "questionId" = '${id}'`);
    await refused(`TRUNCATE "InformationEnding"`);
    await refused(
      `INSERT INTO "InformationEnding" (id, "questionId", how) VALUES ('ien_x', '${id}', 'withdrawn')`,
    );
    await refused(
      `INSERT INTO "InformationRequest" (id, "applicationId", "revisionId", lane, "askedById", "answerBy")
       VALUES ('irq_x', '${review.applicationId}', '${review.revisionId}', 'technical', '${review.signatory.personId}', now())`,
    );
  });

  it("is open to every member of the organisation, and to them alone", async () => {
    const { review, technical } = await inReview();
    await ask(technical, review, { F06: ASKED });
    const admin = await seedMember(review.organisationId, "admin");
    expect((await applicationStatus(admin, review.applicationId)).may).toMatchObject({ answer: true });
  });
});
