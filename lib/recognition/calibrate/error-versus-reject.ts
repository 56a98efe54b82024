import { pairSimilarities, type Sample } from "./pair-similarities";

/** What a picture measured, by name of the measure; more is better in each. */
export type Measured = Sample & { measures: Readonly<Record<string, number>> };

/** FNMR over the genuine pairs that are left when a share of the pictures, the worst by a measure, is dropped. */
export type RejectPoint = { dropped: number; fnmr: number | null; genuine: number };

export type RejectCurve = { measure: string; points: readonly RejectPoint[] };

const DROPPED = [0, 0.05, 0.1, 0.15, 0.2, 0.3] as const;

/**
 * Error-versus-reject curves: a measure of quality is worth something when dropping its worst pictures lowers the
 * share of misses, and faster than dropping pictures blindly would.
 *
 * @param threshold similarity from which a pair is a match, held while pictures are dropped
 * @returns a curve per measure that every sample has; `fnmr` is `null` where no genuine pair is left
 * @see P. Grother, E. Tabassi, "Performance of biometric quality measures", IEEE PAMI 29 (2007);
 *   ISO/IEC 29794-1:2024, error versus discard characteristic
 */
export function errorVersusReject(samples: readonly Measured[], threshold: number): RejectCurve[] {
  const names = Object.keys(samples[0]?.measures ?? {});
  const shared = names.filter((name) => samples.every(({ measures }) => Number.isFinite(measures[name])));
  return shared.map((measure) => {
    const best = samples.toSorted((a, b) => (b.measures[measure] ?? 0) - (a.measures[measure] ?? 0));
    return { measure, points: DROPPED.map((dropped) => pointAfter(best, dropped, threshold)) };
  });
}

function pointAfter(best: readonly Measured[], dropped: number, threshold: number): RejectPoint {
  const kept = best.slice(0, best.length - Math.round(dropped * best.length));
  let genuine = 0;
  let missed = 0;
  for (const identity of new Set(kept.map((sample) => sample.identity))) {
    const { similarity } = pairSimilarities(kept.filter((sample) => sample.identity === identity));
    genuine += similarity.length;
    missed += similarity.filter((value) => value < threshold).length;
  }
  return { dropped, genuine, fnmr: genuine === 0 ? null : missed / genuine };
}
