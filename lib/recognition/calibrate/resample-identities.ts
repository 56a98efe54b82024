import { type Tradeoff, tradeoff } from "./error-rates";
import type { Interval } from "./intervals";
import type { Pairs } from "./pair-similarities";

/** The same set gives the same intervals. */
const SEED = 20_261_123;
const LEVEL = 0.95;

export type ResampledIntervals = { eer: Interval; tarAtFar: readonly Interval[]; resamples: number };

/**
 * Percentile intervals from drawing identities, with all their pictures, again and again with replacement. Pairs are
 * not independent: one blurred picture is in a hundred of them, so drawing pairs would claim too much. A person drawn
 * twice is never an impostor to himself.
 *
 * The threshold is set anew in each draw, as it was on the whole set.
 *
 * @returns intervals in the order of `fars`
 * @see R. M. Bolle, N. K. Ratha, S. Pankanti, "Error analysis of pattern recognition systems: the subsets bootstrap",
 *   CVIU 93 (2004); A. B. Owen, "The pigeonhole bootstrap", Annals of Applied Statistics 1 (2007), for pairs
 */
export function resampleIdentities(
  pairs: Pairs,
  fars: readonly number[],
  resamples: number,
): ResampledIntervals {
  const random = seeded(SEED);
  const draws: Tradeoff[] = [];
  for (let round = 0; round < resamples; round++) {
    // A draw without a genuine or an impostor pair says nothing.
    const draw = tradeoff(pairs, fars, drawIdentities(pairs.identities.length, random));
    if (draw) draws.push(draw);
  }
  return {
    eer: percentiles(draws.map(({ eer }) => eer.rate)),
    tarAtFar: fars.map((_, index) => percentiles(draws.map(({ tarAtFar }) => tarAtFar[index]?.tar ?? 0))),
    resamples: draws.length,
  };
}

function drawIdentities(count: number, random: () => number): Float64Array {
  const drawn = new Float64Array(count);
  for (let draw = 0; draw < count; draw++) {
    const place = Math.floor(random() * count);
    drawn[place] = (drawn[place] ?? 0) + 1;
  }
  return drawn;
}

function percentiles(values: readonly number[]): Interval {
  const rising = values.toSorted((a, b) => a - b);
  const at = (share: number) => rising[Math.round(share * (rising.length - 1))];
  return [at((1 - LEVEL) / 2) ?? 0, at((1 + LEVEL) / 2) ?? 1];
}

/** Mulberry32 (T. Ettinger, public domain): small, and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
