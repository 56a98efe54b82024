import type { ApplicationState } from "#lib/applications/application";
import type { Lane } from "#lib/identity/roles";

/** Where a lane that nobody holds can be taken: the case waits for reviewers, or they are at it. */
export const TAKING_LANES = ["triaged", "in_review", "rfi"] as const satisfies readonly ApplicationState[];

/** The first in a lane scores all of its factors, the second those that two people score, apart from the first. */
export const SEATS = [1, 2] as const;
export type Seat = (typeof SEATS)[number];

/** Which seat of which lane answers for which factors of a case, from the pack and its tier. */
export type LanePlan = readonly { lane: Lane; seat: Seat; factorIds: readonly string[] }[];

/** What one person has in hand in a case. */
export type Place = { lane: Lane; seat: Seat };

/** The lane in words for people, also in a list: `legal`, or `legal (second)`. */
export function laneWords({ lane, seat }: { lane: string; seat: number }): string {
  return seat === 1 ? lane : `${lane} (second)`;
}

/** Whether two of holders, scores or plans are of the same seat. */
export function isSamePlace(
  one: { lane: string; seat: number },
  other: { lane: string; seat: number },
): boolean {
  return one.lane === other.lane && one.seat === other.seat;
}

export type PlacedScore = {
  factorId: string;
  lane: string;
  seat: number;
  points: number | null;
  rationale: string;
  lockedAt: Date | null;
};

export type LaneProgress = {
  lane: Lane;
  seat: Seat;
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
  holders: readonly { lane: string; seat: number; personId: string }[],
  scores: readonly PlacedScore[],
): LaneProgress[] {
  return plan.map((planned) => {
    const { factorIds } = planned;
    const own = scores.filter((score) => isSamePlace(score, planned) && factorIds.includes(score.factorId));
    const lockedIds = new Set(
      own.filter(({ lockedAt }) => lockedAt !== null).map(({ factorId }) => factorId),
    );
    return {
      ...planned,
      holderId: holders.find((holder) => isSamePlace(holder, planned))?.personId ?? null,
      scored: own.filter(({ points }) => points !== null).length,
      isLocked: factorIds.length > 0 && factorIds.every((id) => lockedIds.has(id)),
    };
  });
}

/** The first seat of a lane that nobody holds; null when all are taken, or the lane scores nothing. */
export function freePlace(
  plan: LanePlan,
  holders: readonly { lane: string; seat: number }[],
  lane: Lane,
): Place | null {
  const free = plan.find(
    (planned) => planned.lane === lane && !holders.some((holder) => isSamePlace(holder, planned)),
  );
  return free === undefined ? null : { lane, seat: free.seat };
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
