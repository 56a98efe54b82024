import type { Actor } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx } from "#lib/platform/db";
import { AppError, type FieldError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { informationRequestEndsAt } from "#lib/policy/clock";
import type { PolicyPack } from "#lib/policy/pack";
import { changeState } from "./change-state";
import { QUESTION_CHARS_MAX, QUESTION_CHARS_MIN } from "./information";
import { insertRequest } from "./information-store";
import { lockApplication } from "./store";

export type Question = { factorId: string; text: string };

/**
 * Asks the applicant, in the caller's transaction: files the questions, and makes the case wait for the answer. A
 * further request while it waits already is told by an event of its own, since no state changes.
 *
 * Whether the person may ask about these factors is for the caller to judge, who knows the lanes.
 *
 * @throws AppError `wrong_state` unless the case is in review or waits already; `invalid_request` with a pointer to
 * each text that is no question, `/F05`
 */
export async function askApplicant(
  tx: Tx,
  asked: {
    actor: Actor;
    applicationId: string;
    lane: Lane;
    pack: PolicyPack;
    questions: readonly Question[];
  },
): Promise<{ requestId: string }> {
  const { actor, applicationId, lane, pack } = asked;
  const application = await lockApplication(tx, applicationId);
  if (application === undefined) throw new AppError("not_found");
  const { state, revisionId, organisationId } = application;
  if ((state !== "in_review" && state !== "rfi") || revisionId === null) {
    throw new AppError("wrong_state", "The applicant is asked while the case is in review.");
  }
  const questions = requireQuestions(asked.questions);

  const now = await databaseNow(tx);
  const answerBy = informationRequestEndsAt(pack, now);
  const request = { applicationId, revisionId, lane, askedById: actor.personId, answerBy, createdAt: now };
  const { id, questionIds } = await insertRequest(tx, { ...request, questions });
  const factors = questions.map(({ factorId }) => factorId);
  await appendEntry(tx, {
    kind: "information.requested",
    subjectId: applicationId,
    data: {
      request: id,
      lane,
      questions: questionIds,
      factors,
      revision: revisionId,
      answer_by: answerBy.toISOString(),
      actor: actor.personId,
    },
    secret: { questions: questions.map(({ factorId, text }) => ({ factor: factorId, text })) },
  });
  if (state === "rfi") {
    await emitEvent(tx, {
      kind: "information.requested",
      subjectId: applicationId,
      data: { organisationId, lane, factors, answerBy: answerBy.toISOString() },
    });
  } else {
    await changeState(tx, {
      applicationId,
      from: "in_review",
      to: "rfi",
      actor,
      reasonCode: "information_requested",
    });
  }
  return { requestId: id };
}

function requireQuestions(given: readonly Question[]): Question[] {
  const questions = given.map(({ factorId, text }) => ({ factorId, text: text.trim() }));
  const errors = questions.flatMap(({ factorId, text }): FieldError[] => {
    const pointer = `/${factorId}`;
    if (text.length < QUESTION_CHARS_MIN) {
      return [{ pointer, message: `Ask in at least ${QUESTION_CHARS_MIN} characters` }];
    }
    if (text.length <= QUESTION_CHARS_MAX) return [];
    return [{ pointer, message: `Shorten it to ${QUESTION_CHARS_MAX.toLocaleString("en-GB")} characters` }];
  });
  if (questions.length === 0) errors.push({ pointer: "", message: "Ask about at least one factor" });
  if (new Set(questions.map(({ factorId }) => factorId)).size < questions.length) {
    errors.push({ pointer: "", message: "Ask about a factor once in a request" });
  }
  if (errors.length === 0) return questions;
  throw new AppError("invalid_request", errors.map(({ message }) => message).join("; "), { errors });
}
