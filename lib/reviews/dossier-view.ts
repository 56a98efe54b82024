import { answersOf } from "#lib/applications/form/answers";
import { type RevisionForReview, revisionForReview } from "#lib/applications/review-view";
import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { domainsOf } from "#lib/identity/organisation-view";
import type { Lane } from "#lib/identity/roles";
import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { tierRow } from "#lib/policy/risk";
import { homeLane, requirePart } from "./access";
import { isBoardCase } from "./board-check";
import { findNames, findPreviousRevision } from "./case-store";
import { type ComparedSection, compareAnswers } from "./changed-answers";
import { canPropose, canScore, type PartInCase, REFUSAL_WORDS } from "./eligibility";
import { type FactorView, factorViews, notApplicable } from "./factor-views";
import { revisedBasis } from "./keep-scores";
import { areAllLocked, type LaneProgress, laneProgress } from "./lanes";
import { type OpenCase, readOpenCase } from "./open-case";
import { findReconciliations } from "./reconciliation-store";
import { findHolders, findScores } from "./score-store";

export type LaneView = Pick<LaneProgress, "lane" | "seat" | "factorIds" | "isLocked"> & {
  holder: string | null;
  isMine: boolean;
  /** The viewer holds the role of this lane. */
  isForMe: boolean;
  /** Why this viewer cannot take it; null when they can, or when it is theirs or taken. */
  refusal: string | null;
  canTake: boolean;
};

export type Dossier = RevisionForReview & {
  organisationName: string;
  /** Domains that the organisation named, and when its DNS was seen to say so. */
  domains: readonly { domain: string; verifiedAt: Date | null }[];
  answers: readonly ComparedSection[];
  /** Number of the revision before; null for a first one. */
  previousRevision: number | null;
  lanes: readonly LaneView[];
  factors: readonly FactorView[];
  /** Factors that do not apply, with the pack's words for it. */
  notApplicable: readonly { id: string; name: string; why: string }[];
  isRevealed: boolean;
  /** Its approvals are voted on by the board. */
  isBoardCase: boolean;
  passMark: number;
  criticalMin: number;
  me: { personId: string; part: PartInCase; lane: Lane | null; mayDecide: boolean; mayAsk: boolean };
};

/**
 * The case whole, for one reviewer. Others' scores are not in it before all lanes are locked: what is sealed is
 * never sent, so no page can leak it.
 *
 * @throws AppError `not_found` for others than reviewing staff; `forbidden` to the applicant's people;
 * `conflict_declared` to whoever is recused or declared a conflict
 */
export async function dossier(actor: Actor, applicationId: string): Promise<Dossier> {
  const base = await revisionForReview(actor, applicationId);
  return read(async (tx) => {
    const part = await requirePart(tx, actor, applicationId);
    const found = await readOpenCase(tx, applicationId);
    const holders = await findHolders(tx, applicationId);
    const scores = await findScores(tx, found.revision.id);
    const progress = laneProgress(found.plan, holders, scores);
    const isRevealed = areAllLocked(progress);
    const names = await findNames(tx, [
      ...holders.map(({ personId }) => personId),
      ...scores.map(({ scorerId }) => scorerId),
    ]);
    const { answers, previousRevision } = await comparedAnswers(tx, found, base);
    const tier = tierRow(found.pack, found.screening.result.tier);
    return {
      ...base,
      organisationName: found.organisationName,
      domains: await domainsOf(found.organisationId),
      answers,
      previousRevision,
      lanes: lanesFor(progress, { actor, part, names }),
      factors: factorViews(found, {
        scores,
        reconciliations: await findReconciliations(tx, found.revision.id),
        names,
        viewerId: actor.personId,
        place: progress.find(({ holderId }) => holderId === actor.personId) ?? null,
        isRevealed,
        basis: await revisedBasis(tx, found),
      }),
      notApplicable: notApplicable(found),
      isRevealed,
      isBoardCase: isBoardCase(found),
      passMark: tier.pass_mark,
      criticalMin: tier.critical_min,
      me: {
        personId: actor.personId,
        part: partOnly(part),
        lane: part.lane,
        mayDecide: canPropose(part, homeLane(actor)).ok,
        mayAsk: mayAsk(found.state, progress, actor.personId),
      },
    };
  });
}

/** Whoever holds a lane that is not locked asks while the case is in review, or waits for an answer already. */
function mayAsk(state: string, progress: readonly LaneProgress[], personId: string): boolean {
  const own = progress.find(({ holderId }) => holderId === personId);
  return (state === "in_review" || state === "rfi") && own !== undefined && !own.isLocked;
}

function partOnly({
  isApplicantMember,
  isPastEmployee,
  conflict,
  didIntake,
  hasScored,
  recordedFact,
  lane,
  recused,
}: PartInCase): PartInCase {
  return { isApplicantMember, isPastEmployee, conflict, didIntake, hasScored, recordedFact, lane, recused };
}

async function comparedAnswers(tx: Tx, { id, revision }: OpenCase, base: RevisionForReview) {
  const before = await findPreviousRevision(tx, id, revision.number);
  const earlier = before === null ? null : answersOf(JSON.parse(before.canonical));
  return {
    answers: compareAnswers(base.revision.answers, earlier),
    previousRevision: before?.number ?? null,
  };
}

function lanesFor(
  progress: readonly LaneProgress[],
  viewer: { actor: Actor; part: PartInCase & { hasSigned: boolean }; names: ReadonlyMap<string, string> },
): LaneView[] {
  const { actor, part, names } = viewer;
  const roles = actor.staffRoles.map(({ role }) => role);
  return progress.map(({ lane, seat, factorIds, isLocked, holderId }) => {
    const eligible = canScore(part, { lane, roles, hasSigned: part.hasSigned });
    // Whoever has one of the two seats is no second pair of eyes in the other.
    const isFree = holderId === null && part.lane !== lane;
    return {
      lane,
      seat,
      factorIds,
      isLocked,
      holder: holderId === null ? null : (names.get(holderId) ?? null),
      isMine: holderId === actor.personId,
      isForMe: hasStaffRole(actor, lane),
      canTake: isFree && eligible.ok,
      refusal: isFree && !eligible.ok ? REFUSAL_WORDS[eligible.refusals[0]] : null,
    };
  });
}

/** Which factor of the actor's lane comes after this one; the same one when it is the last. */
export async function nextFactor(actor: Actor, applicationId: string, factorId: string): Promise<string> {
  const { factors } = await dossier(actor, applicationId);
  const own = factors.filter(({ isMine }) => isMine).map(({ id }) => id);
  return own[own.indexOf(factorId) + 1] ?? factorId;
}

/**
 * Lets a document of this case pass, and no other: recused people lose the documents with the case.
 *
 * @throws AppError as `dossier`; `not_found` for a document of another case
 */
export async function requireDocument(
  actor: Actor,
  applicationId: string,
  evidenceId: string,
): Promise<void> {
  const { evidence } = await dossier(actor, applicationId);
  if (!evidence.some(({ id }) => id === evidenceId)) throw new AppError("not_found");
}
