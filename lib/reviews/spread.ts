import { SPREAD_TO_RECONCILE } from "#lib/policy/double-scoring";
import type { ReconciliationRow } from "./reconciliation-store";
import type { ScoreRow } from "./score-store";

/** A factor whose two locked scores lie too far apart to go on without a word. */
export type Spread = { factorId: string; points: number; scorerIds: readonly string[] };

/** @param scores of one revision; those that are not locked are nobody's judgement yet */
export function spreadsOf(
  scores: readonly Pick<ScoreRow, "factorId" | "scorerId" | "points" | "lockedAt">[],
): Spread[] {
  const locked = scores.filter(({ lockedAt }) => lockedAt !== null);
  return [...new Set(locked.map(({ factorId }) => factorId))].flatMap((factorId) => {
    const own = locked.filter((score) => score.factorId === factorId);
    const given = own.flatMap(({ points }) => (points === null ? [] : [points]));
    const points = Math.max(...given) - Math.min(...given);
    if (given.length < 2 || points < SPREAD_TO_RECONCILE) return [];
    return [{ factorId, points, scorerIds: own.map(({ scorerId }) => scorerId) }];
  });
}

/**
 * The spreads that still need a word: no text, or one that a scorer of the factor does not stand by yet. Whoever left
 * the case is waited for no more.
 *
 * @param standing the last text on each factor
 */
export function openSpreads(
  spreads: readonly Spread[],
  standing: readonly ReconciliationRow[],
  recusedIds: readonly string[],
): Spread[] {
  return spreads.filter(({ factorId, scorerIds }) => {
    const text = standing.find((row) => row.factorId === factorId);
    const waitedFor = scorerIds.filter((id) => !recusedIds.includes(id));
    return text === undefined || waitedFor.some((id) => !text.agreedIds.includes(id));
  });
}
