import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { lockForMember } from "./access";
import { changeState } from "./change-state";
import { ANSWER_CHARS_MAX, ENDING_WORDS } from "./information";
import { findOpenQuestions, findQuestion, insertEnding, type QuestionRow } from "./information-store";
import { documentsForAnswer } from "./question-documents";

/**
 * Answers one question, with the documents that were filed for it since it was asked. With the last open question
 * the case is the reviewers' again and its clock goes on.
 *
 * @returns how many questions are still open
 * @throws AppError `not_found` for another organisation's, `wrong_state` when the question is no longer open,
 * `invalid_request` without an answer
 */
export function answerQuestion(input: {
  actor: Actor;
  questionId: string;
  text: string;
}): Promise<{ applicationId: string; stillOpen: number }> {
  const { actor, questionId } = input;
  return transaction(async (tx) => {
    const before = await findQuestion(tx, questionId);
    if (before === undefined) throw new AppError("not_found");
    const { applicationId } = before.request;
    const { organisationId } = await lockForMember(tx, actor, applicationId);
    // Read once more: while this transaction waited for the lock, a colleague may have answered.
    const question = (await findQuestion(tx, questionId)) ?? before;
    if (question.ending !== null) {
      throw new AppError("wrong_state", `This question is ${ENDING_WORDS[question.ending.how]} already.`);
    }
    const text = requireAnswer(input.text);

    await saveAnswer(tx, { actor, question, text });
    const stillOpen = (await findOpenQuestions(tx, applicationId)).length;
    if (stillOpen > 0) {
      await emitEvent(tx, {
        kind: "information.answered",
        subjectId: applicationId,
        data: { organisationId, lane: question.request.lane, factor: question.factorId, stillOpen },
      });
    } else {
      await changeState(tx, {
        applicationId,
        from: "rfi",
        to: "in_review",
        actor,
        reasonCode: "information_answered",
      });
    }
    return { applicationId, stillOpen };
  });
}

async function saveAnswer(
  tx: Tx,
  { actor, question, text }: { actor: Actor; question: QuestionRow; text: string },
): Promise<void> {
  const documents = await documentsForAnswer(tx, question);
  await insertEnding(tx, {
    questionId: question.id,
    how: "answered",
    text,
    evidenceIds: documents.map(({ id }) => id),
    actorId: actor.personId,
    createdAt: await databaseNow(tx),
  });
  await appendEntry(tx, {
    kind: "information.answered",
    subjectId: question.request.applicationId,
    data: {
      request: question.request.id,
      question: question.id,
      factor: question.factorId,
      evidence: documents.map(({ kind, sha256 }) => ({ kind, sha256 })),
      actor: actor.personId,
    },
    secret: { text },
  });
}

function requireAnswer(typed: string): string {
  const text = typed.trim();
  const message =
    text === ""
      ? "Write an answer; a document alone says too little"
      : `Shorten it to ${ANSWER_CHARS_MAX.toLocaleString("en-GB")} characters, or put it into a document`;
  if (text !== "" && text.length <= ANSWER_CHARS_MAX) return text;
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/text", message }] });
}
