import type { ApplicationState } from "#lib/applications/application";
import type { Lane } from "#lib/identity/roles";

/** Where a lane that nobody holds can be taken: the case waits for reviewers, or they are at it. */
export const TAKING_LANES = ["triaged", "in_review", "rfi"] as const satisfies readonly ApplicationState[];

/** Which lane answers for which factors of a case, from the pack and its tier. */
export type LanePlan = readonly { lane: Lane; factorIds: readonly string[] }[];

export type PlacedScore = {
  factorId: string;
  lane: string;
  points: number | null;
  rationale: string;
  lockedAt: Date | null;
};

export type LaneProgress = {
  lane: Lane;
  factorIds: readonly string[];
  holderId: string | null;
  /** Factors with points, locked or not. */
  scored: number;
  isLocked: boolean;
};

/**
 * Where each lane of a case stands. A lane is locked when every one of its factors has a locked score on the
 * revision at hand: a lock on an earlier revision says nothing about this one.
 *
 * @param scores of the current revision only
 */
export function laneProgress(
  plan: LanePlan,
  holders: readonly { lane: string; personId: string }[],
  scores: readonly PlacedScore[],
): LaneProgress[] {
  return plan.map(({ lane, factorIds }) => {
    const own = scores.filter((score) => score.lane === lane && factorIds.includes(score.factorId));
    const lockedIds = new Set(
      own.filter(({ lockedAt }) => lockedAt !== null).map(({ factorId }) => factorId),
    );
    return {
      lane,
      factorIds,
      holderId: holders.find((holder) => holder.lane === lane)?.personId ?? null,
      scored: own.filter(({ points }) => points !== null).length,
      isLocked: factorIds.length > 0 && factorIds.every((id) => lockedIds.has(id)),
    };
  });
}

/** Scores are sealed until this holds. A plan without lanes is no plan, so it never opens the seal. */
export function areAllLocked(progress: readonly LaneProgress[]): boolean {
  return progress.length > 0 && progress.every(({ isLocked }) => isLocked);
}

/** Characters of a rationale before a score can be locked: a sentence, not a word. */
export const RATIONALE_CHARS_MIN = 20;
export const RATIONALE_CHARS_MAX = 4_000;

export type OpenFactor = { factorId: string; lacks: "points" | "rationale" };

/**
 * What still stands between a lane and its lock, factor by factor.
 *
 * @returns empty when the lane can be locked
 */
export function openFactors(factorIds: readonly string[], scores: readonly PlacedScore[]): OpenFactor[] {
  return factorIds.flatMap((factorId): OpenFactor[] => {
    const score = scores.find((candidate) => candidate.factorId === factorId);
    if (score === undefined || score.points === null) return [{ factorId, lacks: "points" }];
    if (score.rationale.trim().length < RATIONALE_CHARS_MIN) return [{ factorId, lacks: "rationale" }];
    return [];
  });
}
