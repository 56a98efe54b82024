import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { ApplicationData } from "#lib/policy/contract";
import { loadPack } from "#lib/policy/load-pack";
import { readForStaff } from "./access";
import { findOpenAmendment } from "./amendment-store";
import type { ApplicationState } from "./application";
import type { ClockLine } from "./clock-lines";
import { type ClockNote, findClockNotes } from "./clock-store";
import { type Finding, findFindings } from "./finding-store";
import type { AskedQuestion } from "./information-view";
import { revisionData } from "./revision-data";
import { findRevision } from "./revision-store";
import type { ScreeningInWords } from "./screening-words";
import { STAGES, type Stage } from "./stage";
import {
  type CaseEvent,
  caseEvents,
  clocked,
  type FrozenRevision,
  frozen,
  latestScreening,
} from "./status-view";
import { type EvidenceItem, evidenceItems } from "./view";

/** Everything about a submitted application that those who judge it read. */
export type RevisionForReview = {
  applicationId: string;
  reference: string;
  title: string;
  organisationId: string;
  state: ApplicationState;
  stage: Stage;
  tier: string | null;
  track: string | null;
  submittedAt: Date | null;
  dueAt: Date | null;
  revisionId: string;
  revision: FrozenRevision;
  /** The revision as data, as it was signed: `verified` and `sanctions` are as of that day. */
  application: ApplicationData;
  screening: (ScreeningInWords & { at: Date }) | null;
  evidence: readonly EvidenceItem[];
  findings: readonly Finding[];
  events: readonly CaseEvent[];
  questions: readonly AskedQuestion[];
  clocks: readonly ClockLine[];
  /** What clocks said so far, the latest first: warnings and escalations. */
  clockNotes: readonly ClockNote[];
  /** Since when the applicant writes an amendment; null when none is open. */
  amendingSince: Date | null;
};

/**
 * The current revision for staff, whole.
 *
 * @throws AppError `not_found` for whoever is not staff, for the account team and before anything was submitted;
 * `forbidden` to a member of the applicant
 */
export function revisionForReview(actor: Actor, applicationId: string): Promise<RevisionForReview> {
  return read(async (tx) => {
    const application = await readForStaff(tx, actor, applicationId);
    const revision =
      application.revisionId === null ? undefined : await findRevision(tx, application.revisionId);
    if (revision === undefined) throw new AppError("not_found");
    const { pack } = await loadPack(tx, revision.packVersion);
    const { questions, clocks } = await clocked(tx, application, pack);
    const { reference, title, organisationId, state, tier, track, submittedAt, dueAt } = application;
    return {
      applicationId,
      reference,
      title,
      organisationId,
      state,
      stage: STAGES[state],
      tier,
      track,
      submittedAt,
      dueAt,
      revisionId: revision.id,
      revision: frozen(revision),
      application: revisionData(revision),
      screening: await latestScreening(tx, revision.id),
      evidence: await evidenceItems(tx, applicationId),
      findings: await findFindings(tx, applicationId),
      events: await caseEvents(tx, applicationId, "staff"),
      questions,
      clocks,
      clockNotes: await findClockNotes(tx, applicationId),
      amendingSince: (await findOpenAmendment(tx, applicationId))?.openedAt ?? null,
    };
  });
}
