import { carries, type ErrorRates, ratesAt, type TarAtFar, tradeoff } from "./error-rates";
import { errorVersusReject, type Measured, type RejectCurve } from "./error-versus-reject";
import { clusteredWilson, fmrInterval, fnmrInterval, hull, type Interval } from "./intervals";
import { type Pairs, pairSimilarities, rankOne } from "./pair-similarities";
import { resampleIdentities } from "./resample-identities";

export type DetPoint = { fmr: number; fnmr: number; threshold: number };

export type RateWithin = ErrorRates & { fmr95: Interval; fnmr95: Interval };

export type TarWithin = TarAtFar & {
  tar95: Interval;
  /** Whether the set has impostor pairs enough to speak of this FAR; else TAR is that of no false match at all. */
  carried: boolean;
};

/** How well embeddings tell people apart. All rates are fractions, all intervals 95 %. */
export type Measurement = {
  identities: number;
  found: number;
  genuine: number;
  impostor: number;
  eer: { rate: number; rate95: Interval; threshold: number };
  tarAtFar: readonly TarWithin[];
  rank1: { rate: number; rate95: Interval; probes: number } | null;
  /** By rising threshold. */
  thresholds: readonly RateWithin[];
  /** By rising FMR. */
  det: readonly DetPoint[];
  /** At the threshold of FAR 0.001. */
  reject: { threshold: number; curves: readonly RejectCurve[] };
  resamples: number;
};

/** FARs that are always answered, and those that are only where the set carries them. */
const FARS = [0.01, 0.001] as const;
const FARS_IF_CARRIED = [0.0001, 0.00001] as const;
const REJECT_AT_FAR = 0.001;

const THRESHOLDS = Array.from({ length: 71 }, (_, step) => (10 + step) / 100);
const DET_FMRS = [-5, -4, -3, -2, -1].flatMap((power) => [1, 2, 3, 5, 7].map((digit) => digit * 10 ** power));
const DET_FMR_MAX = 0.5;

/** A resample walks all pairs: fewer draws for a large set, whose intervals are narrow anyway. */
const RESAMPLES = { max: 1_000, min: 200, pairSteps: 200_000_000 } as const;

/**
 * Measures a set of embeddings of known people.
 *
 * @returns `null` when there is no genuine pair (nobody twice) or no impostor pair (one person only)
 */
export function measureErrors(samples: readonly Measured[], resamplesMax?: number): Measurement | null {
  const pairs = pairSimilarities(samples);
  const fars = [...FARS, ...FARS_IF_CARRIED.filter((far) => carries(pairs, far))];
  const measured = tradeoff(pairs, fars);
  if (measured === null) return null;
  const drawn = resampleIdentities(pairs, fars, Math.min(resamplesFor(pairs), resamplesMax ?? RESAMPLES.max));
  const { eer } = measured;
  const rejectAt =
    measured.tarAtFar.find(({ far }) => far === REJECT_AT_FAR)?.threshold ?? Number.POSITIVE_INFINITY;
  return {
    identities: pairs.identities.length,
    found: samples.length,
    genuine: pairs.genuine,
    impostor: pairs.impostor,
    eer: { rate: eer.rate, rate95: including(eer.rate, drawn.eer), threshold: eer.threshold },
    tarAtFar: measured.tarAtFar.map((point, index) =>
      tarWithin(pairs, point, drawn.tarAtFar[index] ?? [0, 1]),
    ),
    rank1: measureRankOne(samples),
    thresholds: ratesWithin(pairs),
    det: detPoints(pairs),
    reject: { threshold: rejectAt, curves: errorVersusReject(samples, rejectAt) },
    resamples: drawn.resamples,
  };
}

/**
 * Rates with intervals. FMR never rises with the threshold, nor FNMR with its fall: what bounds a rate at one threshold
 * bounds it at the next, where no error is left to take a variance from.
 */
function ratesWithin(pairs: Pairs): RateWithin[] {
  const rates = ratesAt(pairs, THRESHOLDS);
  const fmrs = rates.map(({ threshold }) => fmrInterval(pairs, threshold));
  const fnmrs = rates.map(({ threshold }) => fnmrInterval(pairs, threshold));
  const boundedFmrs = boundedByBefore(fmrs);
  const boundedFnmrs = boundedByBefore(fnmrs.toReversed()).toReversed();
  return rates.map((rate, index) => ({
    ...rate,
    fmr95: boundedFmrs[index] ?? [0, 1],
    fnmr95: boundedFnmrs[index] ?? [0, 1],
  }));
}

function boundedByBefore(intervals: readonly Interval[]): Interval[] {
  let bound = 1;
  return intervals.map(([low, high]) => {
    bound = Math.min(bound, high);
    return [Math.min(low, bound), bound];
  });
}

/**
 * The resamples say how the threshold moves with the set; Wilson's interval stays honest where every resample gives
 * the same, as it does at 100 %. The wider of both ends holds.
 */
function tarWithin(pairs: Pairs, point: TarAtFar, resampled: Interval): TarWithin {
  const [low, high] = fnmrInterval(pairs, point.threshold);
  const tar95 = hull(including(point.tar, resampled), [1 - high, 1 - low]);
  return { ...point, tar95, carried: carries(pairs, point.far) };
}

function including(value: number, interval: Interval): Interval {
  return hull([value, value], interval);
}

function measureRankOne(samples: readonly Measured[]): Measurement["rank1"] {
  const counts = rankOne(samples);
  const probes = counts.reduce((sum, count) => sum + count.probes, 0);
  if (probes === 0) return null;
  const hits = counts.reduce((sum, count) => sum + count.hits, 0);
  const clusters = counts.map((count) => ({ errors: count.probes - count.hits, trials: count.probes }));
  const [low, high] = clusteredWilson(clusters);
  return { rate: hits / probes, rate95: [1 - high, 1 - low], probes };
}

/** The curve at round rates, from the least that one impostor pair makes. */
function detPoints(pairs: Pairs): DetPoint[] {
  const fmrs = DET_FMRS.filter((fmr) => fmr * pairs.impostor >= 1 && fmr <= DET_FMR_MAX);
  return (tradeoff(pairs, fmrs)?.tarAtFar ?? []).map(({ tar, threshold, falseMatches }) => ({
    fmr: falseMatches / pairs.impostor,
    fnmr: 1 - tar,
    threshold,
  }));
}

function resamplesFor(pairs: Pairs): number {
  const affordable = Math.floor(RESAMPLES.pairSteps / Math.max(1, pairs.similarity.length));
  return Math.min(RESAMPLES.max, Math.max(RESAMPLES.min, affordable));
}
