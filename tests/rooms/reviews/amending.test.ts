import { describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { answerQuestion } from "#lib/applications/answer-question";
import { dropAmendment } from "#lib/applications/drop-amendment";
import { openAmendment } from "#lib/applications/open-amendment";
import { removeEvidence } from "#lib/applications/remove-evidence";
import { applicationStatus } from "#lib/applications/status-view";
import { applicationForEdit } from "#lib/applications/view";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import { read } from "#lib/platform/db";
import { dossier } from "#lib/reviews/dossier-view";
import { requestInformation } from "#lib/reviews/request-information";
import { resumeReview } from "#lib/reviews/resume-review";
import { pdf } from "../applications/files";
import { amend, type LiveCase, rowOf, shorterAnswers, submitLive, submitNow, type } from "./live-case";
import { codeOf, holdLane, score } from "./review-case";

const open = ({ signatory, applicationId }: LiveCase) => openAmendment({ actor: signatory, applicationId });

describe("writing an amendment", () => {
  it("leaves the case with the reviewers, who are told that one is written", async () => {
    const review = await submitLive();
    const technical = await holdLane(review, "technical");
    await open(review);
    await open(review);
    await type(review, "security", shorterAnswers);
    expect((await rowOf(review)).state).toBe("in_review");
    await score(technical, review, "F06", 3);
    const seen = await dossier(technical, review.applicationId);
    expect(seen.amendingSince).not.toBeNull();
    expect(JSON.stringify(seen.answers)).not.toContain("30 days, amended");
    expect(seen.revision.number).toBe(1);
    expect((await applicationForEdit(review.signatory, review.applicationId)).isEditable).toBe(true);
  });

  it("is a signatory's to open, submit and drop; colleagues write in it, others see nothing", async () => {
    const review = await submitLive();
    const { applicationId, contributor, signatory } = review;
    const stranger = (await submitLive()).signatory;
    expect(await codeOf(openAmendment({ actor: contributor, applicationId }))).toBe("forbidden");
    expect(await codeOf(openAmendment({ actor: stranger, applicationId }))).toBe("not_found");
    expect(await codeOf(type(review, "security", shorterAnswers))).toBe("wrong_state");
    expect(await codeOf(submitNow(signatory, applicationId))).toBe("wrong_state");
    expect(await codeOf(dropAmendment({ actor: signatory, applicationId }))).toBe("wrong_state");
    await open(review);
    expect(await codeOf(type({ applicationId, signatory: contributor }, "security", shorterAnswers))).toBe(
      "accepted",
    );
    expect(await codeOf(submitNow(contributor, applicationId))).toBe("forbidden");
    expect(await codeOf(dropAmendment({ actor: contributor, applicationId }))).toBe("forbidden");
  });

  it("is not possible before the policy let the case through, nor once it is decided or withdrawn", async () => {
    const review = await submitLive();
    await withdrawApplication({ actor: review.signatory, applicationId: review.applicationId });
    expect(await codeOf(open(review))).toBe("wrong_state");
  });

  it("ends with the case, and what was typed stays in the draft", async () => {
    const review = await submitLive();
    await open(review);
    await type(review, "security", shorterAnswers);
    await withdrawApplication({ actor: review.signatory, applicationId: review.applicationId });
    const [row] = await read((tx) =>
      tx.amendment.findMany({ where: { applicationId: review.applicationId } }),
    );
    expect(row?.endedAs).toBe("overtaken");
    expect(JSON.stringify((await rowOf(review)).draft)).toContain('"response_days":30');
  });

  it("dropped, leaves draft, documents and case as they were", async () => {
    const review = await submitLive();
    const { applicationId, signatory, contributor } = review;
    const before = await rowOf(review);
    await open(review);
    await type(review, "security", shorterAnswers);
    const file = { name: "new.pdf", declaredType: "application/pdf", bytes: pdf("new") };
    await addEvidence({ actor: contributor, applicationId, kind: "sop", file });
    await dropAmendment({ actor: signatory, applicationId });
    const after = await rowOf(review);
    expect(after.draft).toEqual(before.draft);
    expect(after).toMatchObject({ state: before.state, revisionId: before.revisionId });
    expect((await applicationStatus(signatory, applicationId)).evidence).toEqual([]);
    // A tab that is still open finds that the draft has gone on without it.
    expect(after.draftVersion).toBeGreaterThan(before.draftVersion + 1);
    expect(await codeOf(type(review, "security", shorterAnswers))).toBe("wrong_state");
  });

  it("takes out a document that came with it, never one that was submitted", async () => {
    const live = await submitLive();
    const { applicationId, signatory } = live;
    await open(live);
    const file = (words: string) => ({
      name: `${words}.pdf`,
      declaredType: "application/pdf",
      bytes: pdf(words),
    });
    const { evidenceId } = await addEvidence({
      actor: signatory,
      applicationId,
      kind: "sop",
      file: file("first"),
    });
    await submitNow(signatory, applicationId);
    await open(live);
    expect(await codeOf(removeEvidence({ actor: signatory, evidenceId }))).toBe("wrong_state");
    const later = await addEvidence({ actor: signatory, applicationId, kind: "sop", file: file("second") });
    expect(await codeOf(removeEvidence({ actor: signatory, evidenceId: later.evidenceId }))).toBe("accepted");
  });
});

describe("amending while a question is open", () => {
  it("closes the question: the new revision is the answer, and the case does not wait any more", async () => {
    const review = await submitLive();
    const { applicationId, signatory } = review;
    const technical = await holdLane(review, "technical");
    await requestInformation({
      actor: technical,
      applicationId,
      revisionId: review.revisionId,
      questions: [{ factorId: "F06", text: "On how many people was it tested?" }],
    });
    const amended = await amend(review, "accuracy", { test_population: "4,000 volunteers" });
    const { questions } = await applicationStatus(signatory, applicationId);
    expect(questions.map(({ ending }) => ending?.how)).toEqual(["amended"]);
    expect(
      await codeOf(answerQuestion({ actor: signatory, questionId: questions[0]?.id ?? "", text: "4,000" })),
    ).toBe("wrong_state");
    expect((await rowOf(review)).clockStoodSince).toBeNull();
    await resumeReview(amended);
    expect((await rowOf(review)).state).toBe("in_review");
  });
});
