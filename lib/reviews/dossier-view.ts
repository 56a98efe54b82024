import { answersOf } from "#lib/applications/form/answers";
import { type RevisionForReview, revisionForReview } from "#lib/applications/review-view";
import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { domainsOf } from "#lib/identity/organisation-view";
import type { Lane } from "#lib/identity/roles";
import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { tierRow } from "#lib/policy/risk";
import { homeLane, requirePart } from "./access";
import { basisWords } from "./basis-words";
import { findNames, findPreviousRevision } from "./case-store";
import { type ComparedSection, compareAnswers } from "./changed-answers";
import { canPropose, canScore, type PartInCase, REFUSAL_WORDS } from "./eligibility";
import { type RevisedBasis, revisedBasis } from "./keep-scores";
import { areAllLocked, type LaneProgress, laneProgress } from "./lanes";
import { type OpenCase, readOpenCase } from "./open-case";
import { findHolders, findScores, type ScoreRow } from "./score-store";
import { type VisibleScore, visibleScore } from "./sealed-scores";

/** A factor as the dossier puts it, with what this viewer may know of its score. */
export type FactorView = {
  id: string;
  name: string;
  weight: number;
  isCritical: boolean;
  question: string;
  /** What kinds of evidence speak to it. */
  evidence: readonly string[];
  /** What 0, 1, 2, 3 and 4 points mean. */
  anchors: readonly string[];
  sources: readonly { id: string; text: string; urls: readonly string[] }[];
  lane: Lane;
  isMine: boolean;
  score: VisibleScore;
  scorer: string | null;
  /**
   * What changed under it since the revision that was scored last; null for a case that was not scored before. With
   * nothing changed, whatever score it had stands.
   */
  revised: { since: number; changed: readonly string[] } | null;
};

export type LaneView = Pick<LaneProgress, "lane" | "factorIds" | "isLocked"> & {
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
      factors: factorsFor(found, {
        scores,
        names,
        viewerId: actor.personId,
        lane: part.lane,
        isRevealed,
        basis: await revisedBasis(tx, found),
      }),
      notApplicable: notApplicable(found),
      isRevealed,
      passMark: tier.pass_mark,
      criticalMin: tier.critical_min,
      me: {
        personId: actor.personId,
        part: partOnly(part),
        lane: part.lane,
        mayDecide: canPropose(part, homeLane(actor)).ok,
        mayAsk: mayAsk(found.state, progress, part.lane),
      },
    };
  });
}

/** Whoever holds a lane that is not locked asks while the case is in review, or waits for an answer already. */
function mayAsk(state: string, progress: readonly LaneProgress[], lane: Lane | null): boolean {
  const own = progress.find((candidate) => candidate.lane === lane);
  return (state === "in_review" || state === "rfi") && own !== undefined && !own.isLocked;
}

function partOnly({
  isApplicantMember,
  conflict,
  didIntake,
  hasScored,
  lane,
  recused,
}: PartInCase): PartInCase {
  return { isApplicantMember, conflict, didIntake, hasScored, lane, recused };
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
  return progress.map(({ lane, factorIds, isLocked, holderId }) => {
    const eligible = canScore(part, { lane, roles, hasSigned: part.hasSigned });
    const isFree = holderId === null;
    return {
      lane,
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

function factorsFor(
  { pack, plan }: OpenCase,
  viewer: {
    scores: readonly ScoreRow[];
    names: ReadonlyMap<string, string>;
    viewerId: string;
    lane: Lane | null;
    isRevealed: boolean;
    basis: RevisedBasis | null;
  },
): FactorView[] {
  const { scores, names, viewerId, isRevealed, basis } = viewer;
  return pack.factors.flatMap((factor): FactorView[] => {
    const lane = plan.find(({ factorIds }) => factorIds.includes(factor.id))?.lane;
    if (lane === undefined) return [];
    const score = visibleScore(scores, { factorId: factor.id, lane, viewerId, isRevealed });
    return [
      {
        id: factor.id,
        name: factor.name,
        weight: factor.weight,
        isCritical: factor.critical,
        question: factor.question,
        evidence: factor.evidence,
        anchors: factor.anchors,
        sources: pack.sources.filter(({ id }) => factor.sources.includes(id)),
        lane,
        isMine: lane === viewer.lane,
        score,
        scorer: score.kind === "revealed" ? (names.get(score.scorerId) ?? null) : null,
        revised:
          basis === null
            ? null
            : { since: basis.since.number, changed: (basis.changed.get(factor.id) ?? []).map(basisWords) },
      },
    ];
  });
}

function notApplicable({ pack, plan }: OpenCase): Dossier["notApplicable"] {
  const planned = new Set(plan.flatMap(({ factorIds }) => factorIds));
  return pack.factors
    .filter(({ id }) => !planned.has(id))
    .map(({ id, name, not_applicable_says: why }) => ({ id, name, why: why ?? "" }));
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
