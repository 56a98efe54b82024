import { answerQuestion } from "#lib/applications/answer-question";
import type { ApplicationState, Edge, ReasonCode } from "#lib/applications/application";
import { lapseRequests } from "#lib/applications/lapse-requests";
import { openAmendment } from "#lib/applications/open-amendment";
import { recordFinding } from "#lib/applications/record-finding";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { reviseApplication } from "#lib/applications/revise-application";
import { applicationStatus } from "#lib/applications/status-view";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import { createGrantFromDecision } from "#lib/grants/create-grant";
import { revokeGrant } from "#lib/grants/revoke-grant";
import { read, transaction } from "#lib/platform/db";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { requestInformation } from "#lib/reviews/request-information";
import { withdrawRequest } from "#lib/reviews/withdraw-request";
import { type LiveCase, submitLive, submitNow } from "../reviews/live-case";
import { declareNone, holdLane, scoreAll, seedStaff } from "../reviews/review-case";
import { approvalOf, declineOf, seedApprovers, sign } from "../reviews/signing-case";

/** Takes a case along one edge by the verb that people or the service have for it. @returns the case */
export type Walk = (from: ApplicationState) => Promise<{ applicationId: string }>;

export const nameOf = ({ from, to, reason }: Pick<Edge, "from" | "to" | "reason">) =>
  `${from} → ${to} (${reason})`;

/** A walk for every edge of these reasons, whichever states it leaves. */
export const WALKS: Partial<Record<ReasonCode, Walk>> = {
  submitted: () => submitLive(),
  screening_started: () => submitLive(),
  screening_passed: () => submitLive(),
  hard_stop: () => refused(),
  requirement_missing: () => blocked(),
  rescreened: async (from) => {
    const review = await placed(from);
    const officer = await seedStaff("compliance_officer");
    const { applicationId } = review;
    // A hit takes the case from wherever people have it.
    await recordFinding({ actor: officer, applicationId, kind: "sanctions", value: "hit", note: "EU list" });
    await rescreenApplication({ actor: officer, applicationId });
    return review;
  },
  revision_opened: async (from) => {
    const review = from === "blocked_until" ? await blocked() : await refused();
    await reviseApplication({ actor: review.signatory, applicationId: review.applicationId });
    return review;
  },
  amended: async (from) => {
    const review = await placed(from);
    await openAmendment({ actor: review.signatory, applicationId: review.applicationId });
    await submitNow(review.signatory, review.applicationId);
    return review;
  },
  information_requested: () => asked(),
  information_answered: async () => {
    const review = await asked();
    const { questions } = await applicationStatus(review.signatory, review.applicationId);
    await answerQuestion({ actor: review.contributor, questionId: questions[0]?.id ?? "", text: "At 0.62." });
    return review;
  },
  request_withdrawn: async () => {
    const { technical, requestId, ...review } = await asked();
    await withdrawRequest({ actor: technical, applicationId: review.applicationId, requestId });
    return review;
  },
  request_lapsed: async () => {
    const review = await asked();
    const { questions } = await applicationStatus(review.signatory, review.applicationId);
    await lapseRequests({ now: questions[0]?.answerBy ?? new Date(0) });
    return review;
  },
  all_lanes_locked: () => scored(),
  nothing_to_reconcile: () => scored(),
  approved: () => approved(),
  declined: async () => {
    const review = await scored();
    await decide(review, declineOf(review));
    return review;
  },
  grant_compiled: () => granted(),
  preconditions_met: () => granted(),
  revoked: async (from) => {
    const review = await granted();
    await place(review, from);
    const { id: grantId } = await read((tx) =>
      tx.grant.findFirstOrThrow({ where: { applicationId: review.applicationId } }),
    );
    await revokeGrant({ actor: await seedStaff("operator"), grantId, reason: "It sold the answers." });
    return review;
  },
  withdrawn: async (from) => {
    const review = await placed(from);
    await withdrawApplication({ actor: review.signatory, applicationId: review.applicationId });
    return review;
  },
};

/** The walks of edges whose reason is shared by several verbs, by name. */
export const WALKS_BY_NAME: Readonly<Record<string, Walk>> = {
  "triaged → in_review (lanes_assigned)": async () => {
    const review = await submitLive();
    await holdLane(review, "technical");
    return review;
  },
};

/** A case that is where it is by no verb: put there, so that an edge can be walked from it. */
async function placed(state: ApplicationState): Promise<LiveCase> {
  const review = await submitLive();
  await place(review, state);
  return review;
}

async function place({ applicationId }: { applicationId: string }, state: ApplicationState): Promise<void> {
  await transaction((tx) => tx.application.update({ where: { id: applicationId }, data: { state } }));
}

const refused = () =>
  submitLive((application) => {
    Object.assign(application.people, { enrolment_optional: false });
  });

/** Patients under UK law make the processing high-risk: HS23 asks for a verified DPIA. */
const blocked = () =>
  submitLive((application) => {
    application.people.subjects = ["patients"];
  });

async function asked() {
  const review = await submitLive();
  const technical = await holdLane(review, "technical");
  const { applicationId, revisionId } = review;
  const questions = [{ factorId: "F06", text: "At which threshold was this measured?" }];
  const { requestId } = await requestInformation({ actor: technical, applicationId, revisionId, questions });
  return { ...review, technical, requestId };
}

async function scored(): Promise<LiveCase> {
  const review = await submitLive();
  await scoreAll(review);
  return review;
}

async function decide(
  review: LiveCase,
  proposed: Omit<Parameters<typeof proposeDecision>[0], "actor">,
): Promise<string | null> {
  const { first, second } = await seedApprovers();
  await declareNone(first, review);
  await declareNone(second, review);
  const proposal = await proposeDecision({ actor: first, ...proposed });
  await sign(first, proposal);
  return (await sign(second, proposal)).decisionId;
}

async function approved(): Promise<LiveCase & { decisionId: string }> {
  const review = await scored();
  return { ...review, decisionId: (await decide(review, approvalOf(review))) ?? "" };
}

async function granted(): Promise<LiveCase> {
  const review = await approved();
  await createGrantFromDecision({ decisionId: review.decisionId });
  return review;
}
