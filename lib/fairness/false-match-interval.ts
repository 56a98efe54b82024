import { countAtLeast } from "#lib/recognition/calibrate/error-rates";
import { type Interval, wilson } from "#lib/recognition/calibrate/intervals";
import type { Pairs } from "#lib/recognition/calibrate/pair-similarities";

/**
 * 95 % interval of the FMR at a threshold, from leaving out one person after the other: what is left out is everything
 * that shares that person. Wilson's interval with as many trials as independent ones would need for that variance.
 *
 * The jackknife's variance is at least the true one on average, so this interval is rather too wide than too narrow: a
 * gate may rest on it. Where no pair or every pair was called a match, the pairs of two people count as one trial.
 *
 * @see B. Efron, C. Stein, "The jackknife estimate of variance", Annals of Statistics 9 (1981)
 */
export function falseMatchInterval(pairs: Pairs, threshold: number): Interval {
  const pictures = pairs.identities.map((identity) => identity.pictures);
  const people = pictures.length;
  const total = pictures.reduce((sum, count) => sum + count, 0);
  const ofPerson = falseMatchesOf(pairs, countAtLeast(pairs.similarity, threshold));
  const errors = ofPerson.reduce((sum, count) => sum + count, 0) / 2;
  const rate = pairs.impostor === 0 ? 0 : errors / pairs.impostor;
  if (errors === 0 || errors === pairs.impostor) return wilson(rate, (people * (people - 1)) / 2);

  const squares = pictures.reduce((sum, count, person) => {
    const left = pairs.impostor - count * (total - count);
    // With two people, leaving one out leaves no pair.
    return left === 0 ? sum : sum + ((errors - (ofPerson[person] ?? 0)) / left - rate) ** 2;
  }, 0);
  const variance = Math.max((rate * (1 - rate)) / pairs.impostor, ((people - 1) / people) * squares);
  return wilson(rate, (rate * (1 - rate)) / variance);
}

/** How often each person is in a false match. */
function falseMatchesOf(pairs: Pairs, matches: number): Float64Array {
  const counts = new Float64Array(pairs.identities.length);
  for (let at = 0; at < matches; at++) {
    const [a, b] = [pairs.a[at] ?? 0, pairs.b[at] ?? 0];
    if (a === b) continue;
    counts[a] = (counts[a] ?? 0) + 1;
    counts[b] = (counts[b] ?? 0) + 1;
  }
  return counts;
}
