import { isSamePlace, type Place } from "./lanes";
import type { ScoreRow } from "./score-store";

/** What one viewer may know of a score. */
export type VisibleScore =
  | {
      kind: "own";
      points: number | null;
      rationale: string;
      privateNote: string;
      savedAt: Date;
      isLocked: boolean;
    }
  | { kind: "revealed"; points: number; rationale: string; scorerId: string }
  | { kind: "sealed" };

/**
 * What a viewer is given of a factor's score. Until every lane is locked, another's score is as if it were not
 * there: not its points, not its words, not even whether it exists; a private note never leaves its author.
 *
 * @param isRevealed all lanes are locked
 */
export function visibleScore(
  scores: readonly ScoreRow[],
  {
    factorId,
    place,
    viewerId,
    isRevealed,
  }: { factorId: string; place: Place; viewerId: string; isRevealed: boolean },
): VisibleScore {
  const score = scores.find((row) => row.factorId === factorId && isSamePlace(row, place));
  if (score?.scorerId === viewerId) {
    const { points, rationale, privateNote, updatedAt, lockedAt } = score;
    return { kind: "own", points, rationale, privateNote, savedAt: updatedAt, isLocked: lockedAt !== null };
  }
  if (!isRevealed || score === undefined || score.points === null) return { kind: "sealed" };
  const { points, rationale, scorerId } = score;
  return { kind: "revealed", points, rationale, scorerId };
}
