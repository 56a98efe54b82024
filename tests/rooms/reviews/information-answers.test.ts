import { beforeAll, describe, expect, it } from "vitest";
import { answerQuestion } from "#lib/applications/answer-question";
import { lapseRequests } from "#lib/applications/lapse-requests";
import { applicationStatus } from "#lib/applications/status-view";
import { watchClocks } from "#lib/applications/watch-clocks";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { businessMsBetween } from "#lib/policy/business-time";
import { ANSWER, ASKED, answer, ask, file, inReview, questionOf } from "./information-case";
import { rowOf, submitLive } from "./live-case";
import { codeOf } from "./review-case";

const DAY_MS = 86_400_000;

let stranger: Actor;
beforeAll(async () => {
  stranger = (await submitLive()).signatory;
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
