import { type Actor, memberRole } from "#lib/identity/actor";
import { MEMBER_ROLES } from "#lib/identity/roles";
import { databaseNow, read, type Tx } from "#lib/platform/db";
import { loadPack } from "#lib/policy/load-pack";
import type { PolicyPack } from "#lib/policy/pack";
import { readForMember } from "./access";
import { findOpenAmendment } from "./amendment-store";
import { type ApplicationState, EDGES } from "./application";
import { checkEdge } from "./check-edge";
import { type ClockLine, clockLines } from "./clock-lines";
import { type AnsweredSection, type AnswerWords, answersOf } from "./form/answers";
import { type AskedQuestion, type CaseQuestion, caseQuestions } from "./information-view";
import { findCaseCountry, findRevision, type RevisionRow } from "./revision-store";
import { runningDueAt } from "./running-clock";
import { findLatestScreening } from "./screening-store";
import { type ScreeningInWords, screeningInWords } from "./screening-words";
import { REASONS, STAGES, type Stage } from "./stage";
import { type ApplicationRow, findStateEvents } from "./store";
import { type EvidenceItem, evidenceItems } from "./view";

/** One step on a case's way, by role, never by name. */
export type CaseEvent = {
  key: string;
  at: Date;
  stage: string;
  /** Where it went, by which an applicant's page says the stage in its own language. */
  state: string;
  reason: string;
  /** The code of the edge's reason. */
  code: string;
  by: string;
  /** The role that moved it. */
  role: string;
  note: string | null;
};

export type FrozenRevision = {
  number: number;
  /** SHA-256 of the revision's canonical JSON. */
  digest: string;
  frozenAt: Date;
  attestedName: string;
  pack: string;
  answers: readonly AnsweredSection[];
};

export type ApplicationStatus = {
  id: string;
  reference: string;
  title: string;
  state: ApplicationState;
  stage: Stage;
  tier: string | null;
  track: string | null;
  submittedAt: Date | null;
  dueAt: Date | null;
  revision: FrozenRevision | null;
  screening: (ScreeningInWords & { at: Date }) | null;
  events: readonly CaseEvent[];
  evidence: readonly EvidenceItem[];
  /** What the applicant was asked: what is open first. */
  questions: readonly CaseQuestion[];
  /** Clocks that run or stand. */
  clocks: readonly ClockLine[];
  /** Whose public holidays no clock runs on. */
  country: string | null;
  /** The draft that is open beside the revision at hand; null when none is. */
  amendment: { openedAt: Date } | null;
  /** What this person may do now. */
  may: { withdraw: boolean; revise: boolean; amend: boolean; answer: boolean };
};

/**
 * Where a case is, who has it and what the policy said, for the people of its organisation.
 *
 * @param words in which its answers are shown; English without them
 * @throws AppError `not_found` for everyone else
 */
export function applicationStatus(
  actor: Actor,
  applicationId: string,
  words?: AnswerWords,
): Promise<ApplicationStatus> {
  return read(async (tx) => {
    const application = await readForMember(tx, actor, applicationId);
    const { id, reference, title, state, tier, track, submittedAt, dueAt, revisionId } = application;
    const revision = revisionId === null ? undefined : await findRevision(tx, revisionId);
    const pack = revision === undefined ? null : (await loadPack(tx, revision.packVersion)).pack;
    const amendment = await findOpenAmendment(tx, applicationId);
    return {
      id,
      reference,
      title,
      state,
      stage: STAGES[state],
      tier,
      track,
      submittedAt,
      dueAt: runningDueAt({ state, dueAt }),
      revision: revision === undefined ? null : frozen(revision, words),
      screening: revision === undefined ? null : await latestScreening(tx, revision.id),
      events: await caseEvents(tx, applicationId, "applicant"),
      evidence: await evidenceItems(tx, applicationId),
      ...withoutAskers(await clocked(tx, application, pack)),
      amendment: amendment === undefined ? null : { openedAt: amendment.openedAt },
      may: {
        withdraw: may(actor, application, "withdrawn"),
        revise: may(actor, application, "draft"),
        amend: state !== "draft" && may(actor, application, "submitted"),
        answer: state === "rfi",
      },
    };
  });
}

function withoutAskers<C extends { questions: readonly AskedQuestion[] }>(found: C) {
  const questions = found.questions.map(({ askedById: _, ...question }): CaseQuestion => question);
  return { ...found, questions };
}

/** The questions of a case, and its clocks as they read now. */
export async function clocked(tx: Tx, application: ApplicationRow, pack: PolicyPack | null) {
  const { id, state, tier, dueAt, clockStoodSince, revisionId } = application;
  const questions = pack === null ? [] : await caseQuestions(tx, id, pack);
  const open = questions.filter(({ ending }) => ending === null);
  const answerBy =
    open.map((question) => question.answerBy).toSorted((one, other) => +one - +other)[0] ?? null;
  const since = (await findStateEvents(tx, id)).at(-1)?.createdAt ?? null;
  const country = await findCaseCountry(tx, revisionId);
  const onClock = { state, tier, dueAt, clockStoodSince, since, answerBy, country };
  return { questions, country, clocks: clockLines(onClock, pack, await databaseNow(tx)) };
}

/** A revision in words, as it was frozen. */
export function frozen(revision: RevisionRow, words?: AnswerWords): FrozenRevision {
  const { number, digest, createdAt: frozenAt, attestedName, packVersion: pack, canonical } = revision;
  return { number, digest, frozenAt, attestedName, pack, answers: answersOf(JSON.parse(canonical), words) };
}

/** The latest screening of a revision, in the words of the pack that it was run under. */
export async function latestScreening(
  tx: Tx,
  revisionId: string,
): Promise<(ScreeningInWords & { at: Date }) | null> {
  const saved = await findLatestScreening(tx, revisionId);
  if (saved === undefined) return null;
  const { pack } = await loadPack(tx, saved.result.pack);
  return { ...screeningInWords(pack, saved.result), at: saved.createdAt };
}

/** The case's way, the latest first. @param readers of `applicant`: what staff noted among themselves is left out */
export async function caseEvents(
  tx: Tx,
  applicationId: string,
  readers: "applicant" | "staff",
): Promise<readonly CaseEvent[]> {
  const events = await findStateEvents(tx, applicationId);
  return events
    .map(({ toState, reasonCode, actorRole, note, createdAt }, index) => ({
      key: `${index}`,
      at: createdAt,
      stage: Object.entries(STAGES).find(([state]) => state === toState)?.[1].label ?? toState,
      state: toState,
      reason: REASONS[reasonCode] ?? reasonCode,
      code: reasonCode,
      by: actorRole.replaceAll("_", " "),
      role: actorRole,
      note: readers === "staff" || isMemberRole(actorRole) ? note : null,
    }))
    .reverse();
}

function isMemberRole(role: string): boolean {
  return MEMBER_ROLES.some((member) => member === role);
}

function may(actor: Actor, { state, organisationId }: ApplicationRow, to: ApplicationState): boolean {
  if (memberRole(actor, organisationId) === undefined) return false;
  return EDGES.some(
    (edge) =>
      edge.from === state &&
      edge.to === to &&
      checkEdge({ from: state, to, reason: edge.reason }, { actor, organisationId }).ok,
  );
}
