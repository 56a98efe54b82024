import { beforeAll, describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { answerQuestion } from "#lib/applications/answer-question";
import { lapseRequests } from "#lib/applications/lapse-requests";
import { applicationStatus } from "#lib/applications/status-view";
import { watchClocks } from "#lib/applications/watch-clocks";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { businessMsBetween } from "#lib/policy/business-time";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { dossier } from "#lib/reviews/dossier-view";
import { requestInformation } from "#lib/reviews/request-information";
import { withdrawRequest } from "#lib/reviews/withdraw-request";
import { pdf } from "../applications/files";
import { leavesOf } from "../applications/people";
import { type LiveCase, rowOf, seedMember, submitLive } from "./live-case";
import { codeOf, declareNone, holdLane, score, scoreAll, seedStaff } from "./review-case";

const DAY_MS = 86_400_000;
const ASKED = "At which threshold were these error rates measured?";
const ANSWER = "At 0.62, which the report gives on page 4. Private matter: our supplier is Acme.";

let stranger: Actor;
beforeAll(async () => {
  stranger = (await submitLive()).signatory;
});

async function inReview(): Promise<{ review: LiveCase; technical: Actor; privacy: Actor }> {
  const review = await submitLive();
  return {
    review,
    technical: await holdLane(review, "technical"),
    privacy: await holdLane(review, "privacy"),
  };
}

const ask = (actor: Actor, { applicationId, revisionId }: LiveCase, factors: Record<string, string>) =>
  requestInformation({
    actor,
    applicationId,
    revisionId,
    questions: Object.entries(factors).map(([factorId, text]) => ({ factorId, text })),
  });

const questionsOf = async (review: LiveCase) =>
  (await applicationStatus(review.signatory, review.applicationId)).questions;
const questionOf = async (review: LiveCase, factorId: string) => {
  const found = (await questionsOf(review)).find((question) => question.factorId === factorId);
  if (found === undefined) throw new Error(`nothing was asked about ${factorId}`);
  return found;
};
const answer = async (actor: Actor, review: LiveCase, factorId: string, text = ANSWER) =>
  answerQuestion({ actor, questionId: (await questionOf(review, factorId)).id, text });
const file = (review: LiveCase, kind: Parameters<typeof addEvidence>[0]["kind"], words: string) =>
  addEvidence({
    actor: review.contributor,
    applicationId: review.applicationId,
    kind,
    file: { name: `${words}.pdf`, declaredType: "application/pdf", bytes: pdf(words) },
  });

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

describe("an answer", () => {
  it("brings the documents that were filed for it, of the kinds that speak to its factor", async () => {
    const { review, technical } = await inReview();
    await ask(technical, review, { F06: ASKED });
    await file(review, "test_report", "rates");
    expect(await codeOf(file(review, "consent_text", "consent"))).toBe("wrong_state");
    expect((await questionOf(review, "F06")).attached.map(({ fileName }) => fileName)).toEqual(["rates.pdf"]);
    await answer(review.contributor, review, "F06");
    const { ending } = await questionOf(review, "F06");
    expect(ending?.documents.map(({ kind }) => kind)).toEqual(["test_report"]);
    expect(await codeOf(file(review, "test_report", "later"))).toBe("wrong_state");
  });

  it("is given once, in words, by a member of the applicant", async () => {
    const { review, technical } = await inReview();
    await ask(technical, review, { F06: ASKED });
    const give = (actor: Actor, text?: string) => codeOf(answer(actor, review, "F06", text));
    expect(await give(stranger)).toBe("not_found");
    expect(await give(technical)).toBe("not_found");
    expect(await give(review.signatory, " \n ")).toBe("invalid_request");
    expect(await give(review.signatory, "x".repeat(8_001))).toBe("invalid_request");
    expect(
      await codeOf(answerQuestion({ actor: review.signatory, questionId: "iqn_none", text: ANSWER })),
    ).toBe("not_found");
    const both = await Promise.all([give(review.signatory), give(review.contributor)]);
    expect(both.sort()).toEqual(["accepted", "wrong_state"]);
  });

  it("keeps private what another organisation's people ask for", async () => {
    const { review } = await inReview();
    expect(await codeOf(applicationStatus(stranger, review.applicationId))).toBe("not_found");
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

describe("the clock of a case that waits", () => {
  it("stands still, and goes on with exactly as much time as was left", async () => {
    const { review, technical } = await inReview();
    const before = await rowOf(review);
    await ask(technical, review, { F06: ASKED });
    const waiting = await rowOf(review);
    expect(waiting.dueAt).toEqual(before.dueAt);
    expect(waiting.clockStoodSince).not.toBeNull();
    // As if it had been asked nine days ago.
    const from = new Date((waiting.clockStoodSince?.getTime() ?? 0) - 9 * DAY_MS);
    await transaction((tx) =>
      tx.application.update({ where: { id: review.applicationId }, data: { clockStoodSince: from } }),
    );
    await answer(review.signatory, review, "F06");
    const after = await rowOf(review);
    expect(after.clockStoodSince).toBeNull();
    const moved = businessMsBetween(before.dueAt ?? from, after.dueAt ?? from, "GB");
    const stood = businessMsBetween(from, new Date(), "GB");
    expect(Math.abs(moved - stood)).toBeLessThan(60_000);
    expect(moved).toBeGreaterThan(4 * DAY_MS);
  });

  it("withdraws the case after thirty days, not a moment before, having warned twice", async () => {
    const { review, technical } = await inReview();
    await ask(technical, review, { F06: ASKED });
    const { answerBy } = await questionOf(review, "F06");
    const daysLeft = (days: number) => new Date(answerBy.getTime() - days * DAY_MS);
    for (const days of [8, 7, 6, 2, 1]) {
      await watchClocks({ now: daysLeft(days) });
      await lapseRequests({ now: daysLeft(days) });
    }
    await lapseRequests({ now: new Date(answerBy.getTime() - 1) });
    expect((await rowOf(review)).state).toBe("rfi");
    const events = await read((tx) =>
      tx.domainEvent.findMany({
        where: { subjectId: review.applicationId, kind: "information.due_soon" },
        orderBy: { id: "asc" },
      }),
    );
    expect(events.map(({ data }) => (data as { says: string }).says)).toEqual([
      "seven_days_left",
      "two_days_left",
    ]);

    expect(await lapseRequests({ now: answerBy })).toBe(1);
    expect(await lapseRequests({ now: answerBy })).toBe(0);
    expect((await rowOf(review)).state).toBe("withdrawn");
    const status = await applicationStatus(review.signatory, review.applicationId);
    expect(status.events[0]).toMatchObject({ reason: "No answer within 30 days", by: "service" });
    expect(status.questions[0]?.ending?.how).toBe("lapsed");
    expect(await codeOf(answer(review.signatory, review, "F06"))).toBe("wrong_state");
  });

  it("never withdraws a case whose questions are answered", async () => {
    const { review, technical } = await inReview();
    await ask(technical, review, { F06: ASKED });
    const { answerBy } = await questionOf(review, "F06");
    await answer(review.signatory, review, "F06");
    await lapseRequests({ now: new Date(answerBy.getTime() + 90 * DAY_MS) });
    expect((await rowOf(review)).state).toBe("in_review");
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
