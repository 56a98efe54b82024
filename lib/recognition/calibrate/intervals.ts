import { countAtLeast } from "./error-rates";
import type { Pairs } from "./pair-similarities";

/** Lower and upper end, fractions. */
export type Interval = readonly [low: number, high: number];

/** 95 %, two-sided. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval of a proportion.
 *
 * @param trials may be an effective number, not whole
 * @see E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
 */
export function wilson(proportion: number, trials: number): Interval {
  if (!(trials > 0)) return [0, 1];
  const z2 = Z * Z;
  const middle = (proportion + z2 / (2 * trials)) / (1 + z2 / trials);
  const spread = Math.sqrt((proportion * (1 - proportion)) / trials + z2 / (4 * trials * trials));
  const half = (Z * spread) / (1 + z2 / trials);
  // At 0 and 1 the ends meet the proportion exactly, but not in floating point.
  return [Math.min(proportion, Math.max(0, middle - half)), Math.max(proportion, Math.min(1, middle + half))];
}

/** Errors and trials of one identity. */
export type Cluster = { errors: number; trials: number };

/**
 * Wilson's interval with the number of trials that independent ones would need for the same variance: trials of one
 * identity rise and fall together. Where nothing or everything went wrong there is no variance to see, and each
 * identity counts as one trial.
 *
 * @see R. Fogliato, P. Patil, P. Perona, "Confidence intervals for error rates in 1:1 matching tasks", IJCV (2024)
 */
export function clusteredWilson(clusters: readonly Cluster[]): Interval {
  const used = clusters.filter(({ trials }) => trials > 0);
  const trials = used.reduce((sum, cluster) => sum + cluster.trials, 0);
  const errors = used.reduce((sum, cluster) => sum + cluster.errors, 0);
  const rate = trials === 0 ? 0 : errors / trials;
  if (errors === 0 || errors === trials) return wilson(rate, used.length);
  const squares = used.reduce((sum, cluster) => sum + (cluster.errors - rate * cluster.trials) ** 2, 0);
  const variance = (squares / trials ** 2) * (used.length / Math.max(1, used.length - 1));
  return wilson(rate, Math.min(trials, (rate * (1 - rate)) / variance));
}

/** FNMR at a threshold: a pair of one person errs with the other pairs of that person. */
export function fnmrInterval(pairs: Pairs, threshold: number): Interval {
  const clusters = pairs.identities.map(({ pictures }) => {
    const trials = (pictures * (pictures - 1)) / 2;
    return { errors: trials, trials };
  });
  const matches = countAtLeast(pairs.similarity, threshold);
  for (let at = 0; at < matches; at++) {
    const cluster = clusters[pairs.a[at] ?? 0];
    if (cluster && pairs.a[at] === pairs.b[at]) cluster.errors--;
  }
  return clusteredWilson(clusters);
}

/**
 * FMR at a threshold: a pair of two people errs with every other pair that either of them is in.
 *
 * Var Σ r = Σᵢ (Σⱼ rᵢⱼ)² − Σᵢ<ⱼ rᵢⱼ², with rᵢⱼ what two identities' pairs err beyond the mean rate. Where no pair was
 * called a match, the pairs of two identities count as one trial.
 */
export function fmrInterval(pairs: Pairs, threshold: number): Interval {
  const pictures = pairs.identities.map((identity) => identity.pictures);
  const total = pictures.reduce((sum, count) => sum + count, 0);
  const people = pictures.length;
  const { errors, ofIdentity, ofTwo } = falseMatches(pairs, countAtLeast(pairs.similarity, threshold));
  const rate = pairs.impostor === 0 ? 0 : errors / pairs.impostor;
  if (errors === 0 || errors === pairs.impostor) return wilson(rate, (people * (people - 1)) / 2);

  const sums = pictures.reduce((sum, count, place) => {
    return sum + ((ofIdentity[place] ?? 0) - rate * count * (total - count)) ** 2;
  }, 0);
  const square = pictures.reduce((sum, count) => sum + count ** 2, 0);
  const fourth = pictures.reduce((sum, count) => sum + count ** 4, 0);
  let twos = (rate ** 2 * (square ** 2 - fourth)) / 2;
  for (const [key, count] of ofTwo) {
    const trials = (pictures[Math.floor(key / people)] ?? 0) * (pictures[key % people] ?? 0);
    twos += count ** 2 - 2 * rate * count * trials;
  }
  const independent = (rate * (1 - rate)) / pairs.impostor;
  const variance = Math.max(independent, (sums - twos) / pairs.impostor ** 2);
  return wilson(rate, (rate * (1 - rate)) / variance);
}

/** The smallest interval that holds both. */
export function hull([low, high]: Interval, other: Interval): Interval {
  return [Math.min(low, other[0]), Math.max(high, other[1])];
}

function falseMatches(pairs: Pairs, matches: number) {
  const people = pairs.identities.length;
  const ofIdentity = new Float64Array(people);
  const ofTwo = new Map<number, number>();
  let errors = 0;
  for (let at = 0; at < matches; at++) {
    const [a, b] = [pairs.a[at] ?? 0, pairs.b[at] ?? 0];
    if (a === b) continue;
    errors++;
    ofIdentity[a] = (ofIdentity[a] ?? 0) + 1;
    ofIdentity[b] = (ofIdentity[b] ?? 0) + 1;
    const key = Math.min(a, b) * people + Math.max(a, b);
    ofTwo.set(key, (ofTwo.get(key) ?? 0) + 1);
  }
  return { errors, ofIdentity, ofTwo };
}
