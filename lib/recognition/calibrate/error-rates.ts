import type { Pairs } from "./pair-similarities";

/**
 * Rates as fractions, of pairs whose similarity is at least `threshold` (a match): impostor pairs called a match
 * (FMR), genuine pairs not called one (FNMR).
 */
export type ErrorRates = { threshold: number; fmr: number; fnmr: number };

/** TAR is 1 − FNMR at the least threshold whose FMR does not exceed `far`. */
export type TarAtFar = { far: number; tar: number; threshold: number; falseMatches: number };

export type Tradeoff = {
  /** Equal error rate: mean of FMR and FNMR where they are closest; of two such places, the worse. */
  eer: ErrorRates & { rate: number };
  tarAtFar: readonly TarAtFar[];
};

/** Counts are weighted in a resample; a rounding error must not move a pair over the line. */
const COUNT_SLACK = 1e-9;

/**
 * Walks the threshold from above all pairs to below them, pairs of equal similarity in one step.
 *
 * @param fars false accept rates, fractions
 * @param drawn how often each identity was drawn; once each when absent. A pair weighs the product of its two, a
 *   genuine pair as often as its identity
 * @returns `null` when no genuine or no impostor pair is left
 * @see ISO/IEC 19795-1 for the rates; a set of pairs, so FMR and FNMR, not FAR and FRR: pictures without a face are
 *   counted apart
 */
export function tradeoff(pairs: Pairs, fars: readonly number[], drawn?: Float64Array): Tradeoff | null {
  const totals = totalWeights(pairs, drawn);
  if (totals.genuine === 0 || totals.impostor === 0) return null;
  const none = { threshold: Number.POSITIVE_INFINITY, fmr: 0, fnmr: 1 };
  let eer = { ...none, rate: 0.5 };
  const tarAtFar = fars.map((far) => ({ far, tar: 0, threshold: none.threshold, falseMatches: 0 }));
  let genuine = 0;
  let impostor = 0;
  for (let at = 0; at < pairs.similarity.length; at++) {
    const weight = weightOf(pairs, at, drawn);
    if (pairs.a[at] === pairs.b[at]) genuine += weight;
    else impostor += weight;
    const threshold = pairs.similarity[at] ?? 0;
    if (pairs.similarity[at + 1] === threshold) continue;
    const step = { threshold, fmr: impostor / totals.impostor, fnmr: 1 - genuine / totals.genuine };
    eer = closer(eer, step);
    for (const point of tarAtFar) {
      if (impostor > point.far * totals.impostor + COUNT_SLACK) continue;
      Object.assign(point, { tar: genuine / totals.genuine, threshold, falseMatches: impostor });
    }
  }
  return { eer, tarAtFar };
}

/** Rates at given thresholds, in their order. */
export function ratesAt(pairs: Pairs, thresholds: readonly number[]): ErrorRates[] {
  return thresholds.map((threshold) => {
    let genuine = 0;
    const matches = countAtLeast(pairs.similarity, threshold);
    for (let at = 0; at < matches; at++) if (pairs.a[at] === pairs.b[at]) genuine++;
    return {
      threshold,
      fmr: pairs.impostor === 0 ? 0 : (matches - genuine) / pairs.impostor,
      fnmr: pairs.genuine === 0 ? 0 : 1 - genuine / pairs.genuine,
    };
  });
}

/** How many lie at or above a threshold, of similarities in falling order. */
export function countAtLeast(falling: Float64Array, threshold: number): number {
  let low = 0;
  let high = falling.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((falling[middle] ?? 0) >= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether a set has pairs enough to speak of a rate: fewer than three are expected at it, and none seen means little.
 *
 * @see ISO/IEC 19795-1, "rule of 3": the least rate that n trials can support is 3 / n
 */
export function carries(pairs: Pick<Pairs, "impostor">, far: number): boolean {
  return pairs.impostor * far >= 3 - COUNT_SLACK;
}

function closer(best: Tradeoff["eer"], step: ErrorRates): Tradeoff["eer"] {
  const gap = Math.abs(step.fmr - step.fnmr);
  const bestGap = Math.abs(best.fmr - best.fnmr);
  const rate = (step.fmr + step.fnmr) / 2;
  const isBetter = gap < bestGap - COUNT_SLACK || (gap < bestGap + COUNT_SLACK && rate > best.rate);
  return isBetter ? { ...step, rate } : best;
}

function weightOf(pairs: Pairs, at: number, drawn: Float64Array | undefined): number {
  if (drawn === undefined) return 1;
  const [a, b] = [pairs.a[at] ?? 0, pairs.b[at] ?? 0];
  return a === b ? (drawn[a] ?? 0) : (drawn[a] ?? 0) * (drawn[b] ?? 0);
}

function totalWeights(pairs: Pairs, drawn: Float64Array | undefined): { genuine: number; impostor: number } {
  let genuine = 0;
  let impostor = 0;
  if (drawn === undefined) return pairs;
  for (let at = 0; at < pairs.similarity.length; at++) {
    if (pairs.a[at] === pairs.b[at]) genuine += weightOf(pairs, at, drawn);
    else impostor += weightOf(pairs, at, drawn);
  }
  return { genuine, impostor };
}
