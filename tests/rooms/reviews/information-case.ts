import { addEvidence } from "#lib/applications/add-evidence";
import { answerQuestion } from "#lib/applications/answer-question";
import { applicationStatus } from "#lib/applications/status-view";
import type { Actor } from "#lib/identity/actor";
import { requestInformation } from "#lib/reviews/request-information";
import { pdf } from "../applications/files";
import { type LiveCase, submitLive } from "./live-case";
import { holdLane } from "./review-case";

export const ASKED = "At which threshold were these error rates measured?";
export const ANSWER = "At 0.62, which the report gives on page 4. Private matter: our supplier is Acme.";

/** A case in review, with two of its lanes held. */
export async function inReview(): Promise<{ review: LiveCase; technical: Actor; privacy: Actor }> {
  const review = await submitLive();
  return {
    review,
    technical: await holdLane(review, "technical"),
    privacy: await holdLane(review, "privacy"),
  };
}

/** One question about each of the factors. */
export const ask = (actor: Actor, { applicationId, revisionId }: LiveCase, factors: Record<string, string>) =>
  requestInformation({
    actor,
    applicationId,
    revisionId,
    questions: Object.entries(factors).map(([factorId, text]) => ({ factorId, text })),
  });

export const questionsOf = async (review: LiveCase) =>
  (await applicationStatus(review.signatory, review.applicationId)).questions;

/** The one question about a factor. */
export async function questionOf(review: LiveCase, factorId: string) {
  const found = (await questionsOf(review)).find((question) => question.factorId === factorId);
  if (found === undefined) throw new Error(`nothing was asked about ${factorId}`);
  return found;
}

export async function answer(actor: Actor, review: LiveCase, factorId: string, text = ANSWER) {
  return answerQuestion({ actor, questionId: (await questionOf(review, factorId)).id, text });
}

/** Files a document, as an answer or beside one. */
export const file = (review: LiveCase, kind: Parameters<typeof addEvidence>[0]["kind"], words: string) =>
  addEvidence({
    actor: review.contributor,
    applicationId: review.applicationId,
    kind,
    file: { name: `${words}.pdf`, declaredType: "application/pdf", bytes: pdf(words) },
  });
