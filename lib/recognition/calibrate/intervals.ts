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
 * @param quantile of the normal distribution, or of Student's t where the number of trials is itself an estimate
 * @see E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
 */
export function wilson(proportion: number, trials: number, quantile = Z): Interval {
  if (!(trials > 0)) return [0, 1];
  const z2 = quantile * quantile;
  const middle = (proportion + z2 / (2 * trials)) / (1 + z2 / trials);
  const spread = Math.sqrt((proportion * (1 - proportion)) / trials + z2 / (4 * trials * trials));
  const half = (quantile * spread) / (1 + z2 / trials);
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
  if (errors === 0 || errors === trials || used.length < 2) return wilson(rate, used.length);
  const pulls = used.map((cluster) => (cluster.errors - rate * cluster.trials) / trials);
  const variance = sumOfSquares(pulls) * (used.length / (used.length - 1));
  return fromVariance(rate, trials, variance, pulls);
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
 * FMR at a threshold, by leaving out one person after the other: a pair of two people errs with every other pair that
 * either of them is in, and with a person goes all of it.
 *
 * The jackknife counts what two people share twice, and it is left so: with that term taken off, as for dyadic data
 * (Aronow, Samii, Assenova, "Cluster-robust variance estimation for dyadic data", Political Analysis 23, 2015), the
 * variance of a few dozen people is too small on average, and the intervals held the truth in 85 % of some simulations.
 * Left in, it is too large rather than too small (Efron, Stein, "The jackknife estimate of variance", Annals of
 * Statistics 9, 1981): a gate may rest on it.
 *
 * Where no pair or every pair was called a match, the pairs of two identities count as one trial; with fewer than three
 * identities there is no one to leave out, and all pairs together do.
 *
 * @see ISO/IEC 19795-1, Annex B, for rates whose trials share persons
 */
export function fmrInterval(pairs: Pairs, threshold: number): Interval {
  const pictures = pairs.identities.map((identity) => identity.pictures);
  const total = pictures.reduce((sum, count) => sum + count, 0);
  const people = pictures.length;
  const { errors, ofIdentity } = falseMatches(pairs, countAtLeast(pairs.similarity, threshold));
  const rate = pairs.impostor === 0 ? 0 : errors / pairs.impostor;
  if (errors === 0 || errors === pairs.impostor || people < 3)
    return wilson(rate, (people * (people - 1)) / 2);

  const pulls = pictures.map((count, place) => {
    const left = pairs.impostor - count * (total - count);
    return (errors - (ofIdentity[place] ?? 0)) / left - rate;
  });
  return fromVariance(rate, pairs.impostor, ((people - 1) / people) * sumOfSquares(pulls), pulls);
}

/** The smallest interval that holds both. */
export function hull([low, high]: Interval, other: Interval): Interval {
  return [Math.min(low, other[0]), Math.max(high, other[1])];
}

/**
 * Wilson's interval on the trials that independent ones would need for a variance, never more than there were. The
 * variance is an estimate, so the quantile is Student's; its degrees of freedom are by how many people carry it: where
 * two of thirty make nearly all errors, the set says about as much as two people can.
 *
 * @param pulls how far each person pulls the rate
 * @see F. E. Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics Bulletin 2
 *   (1946); E. L. Korn, B. I. Graubard, "Confidence intervals for proportions with small expected number of positive
 *   counts estimated from survey data", Survey Methodology 24 (1998), for the effective number with Student's t
 */
function fromVariance(rate: number, trials: number, variance: number, pulls: readonly number[]): Interval {
  const spread = rate * (1 - rate);
  const fourth = pulls.reduce((sum, pull) => sum + pull ** 4, 0);
  // No person pulls more than another: all of them carry it.
  const carriers = fourth === 0 ? pulls.length : sumOfSquares(pulls) ** 2 / fourth;
  const effective = spread / Math.max(spread / trials, variance);
  return wilson(rate, effective, studentsT(Math.min(pulls.length - 1, carriers)));
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

const LEAST_FREEDOM = 2;

/**
 * Quantile of Student's t for 95 %, two-sided; within 1 % from two degrees of freedom, which is the least it takes.
 *
 * @see M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 26.7.5
 */
export function studentsT(degreesOfFreedom: number): number {
  const n = Math.max(LEAST_FREEDOM, degreesOfFreedom);
  const first = (Z ** 3 + Z) / 4;
  const second = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96;
  const third = (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384;
  const fourth = (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / 92_160;
  return Z + first / n + second / n ** 2 + third / n ** 3 + fourth / n ** 4;
}

function falseMatches(pairs: Pairs, matches: number) {
  const ofIdentity = new Float64Array(pairs.identities.length);
  let errors = 0;
  for (let at = 0; at < matches; at++) {
    const [a, b] = [pairs.a[at] ?? 0, pairs.b[at] ?? 0];
    if (a === b) continue;
    errors++;
    ofIdentity[a] = (ofIdentity[a] ?? 0) + 1;
    ofIdentity[b] = (ofIdentity[b] ?? 0) + 1;
  }
  return { errors, ofIdentity };
}
