import { ratesAt } from "#lib/recognition/calibrate/error-rates";
import {
  type Cluster,
  clusteredWilson,
  fmrInterval,
  fnmrInterval,
  type Interval,
} from "#lib/recognition/calibrate/intervals";
import { pairSimilarities, type Sample } from "#lib/recognition/calibrate/pair-similarities";

/** One picture that was tried: what the engine made of it, and who is on it. */
export type Attempt = { identity: string; group: string; embedding: Float32Array | null };

/** A rate as a fraction with its 95 % interval; `trials` are what it is a share of. null where there were none. */
export type Rate = { rate: number; interval: Interval; errors: number; trials: number };

export type GroupRates = {
  group: string;
  subjects: number;
  pictures: number;
  /** Pictures that gave no template (ISO/IEC 19795-1, failure-to-enrol rate). */
  failureToEnrol: Rate;
  /** Pairs of two people of this group that were called one (FMR). */
  falseMatch: Rate | null;
  /** Pairs of pictures of one person of this group that were not (FNMR). */
  falseNonMatch: Rate | null;
};

/**
 * The error rates of each group of people at one threshold. Impostor pairs are of two people of the same group: across
 * groups most pairs are easy, and would hide what happens within one (ISO/IEC 19795-10).
 *
 * Pairs that share a person rise and fall together; the intervals are those of the calibration, which take that into
 * account and do not shrink with pictures of the same few people.
 *
 * @param threshold least cosine similarity that is a match, −1 to 1
 * @returns groups in the order in which they first occur
 */
export function groupRates(attempts: readonly Attempt[], threshold: number): GroupRates[] {
  const groups = [...new Set(attempts.map(({ group }) => group))];
  return groups.map((group) =>
    ratesOf(
      group,
      attempts.filter((attempt) => attempt.group === group),
      threshold,
    ),
  );
}

function ratesOf(group: string, attempts: readonly Attempt[], threshold: number): GroupRates {
  const samples = attempts.flatMap(({ identity, embedding }): Sample[] =>
    embedding === null ? [] : [{ identity, embedding }],
  );
  const pairs = pairSimilarities(samples);
  const [rates] = ratesAt(pairs, [threshold]);
  const { fmr = 0, fnmr = 0 } = rates ?? {};
  return {
    group,
    subjects: new Set(attempts.map(({ identity }) => identity)).size,
    pictures: attempts.length,
    failureToEnrol: failureToEnrol(attempts),
    falseMatch: rateOf(fmr, pairs.impostor, () => fmrInterval(pairs, threshold)),
    falseNonMatch: rateOf(fnmr, pairs.genuine, () => fnmrInterval(pairs, threshold)),
  };
}

function rateOf(rate: number, trials: number, interval: () => Interval): Rate | null {
  return trials === 0 ? null : { rate, trials, errors: Math.round(rate * trials), interval: interval() };
}

function failureToEnrol(attempts: readonly Attempt[]): Rate {
  const clusters = new Map<string, Cluster>();
  for (const { identity, embedding } of attempts) {
    const cluster = clusters.get(identity) ?? { errors: 0, trials: 0 };
    clusters.set(identity, {
      errors: cluster.errors + (embedding === null ? 1 : 0),
      trials: cluster.trials + 1,
    });
  }
  const errors = attempts.filter(({ embedding }) => embedding === null).length;
  const trials = attempts.length;
  return {
    rate: trials === 0 ? 0 : errors / trials,
    errors,
    trials,
    interval: clusteredWilson([...clusters.values()]),
  };
}
