/** How far two values are apart: 0 when they are the same. `margins` counts how often each value was given. */
type Difference = (one: number, other: number, margins: readonly number[]) => number;

const nominal: Difference = (one, other) => (one === other ? 0 : 1);
const interval: Difference = (one, other) => (one - other) ** 2;
/** The ranks between two values: half of each end and all in between. */
const ordinal: Difference = (one, other, margins) => {
  const [low, high] = one < other ? [one, other] : [other, one];
  const between = margins.slice(low, high + 1).reduce((sum, count) => sum + count, 0);
  return (between - ((margins[low] ?? 0) + (margins[high] ?? 0)) / 2) ** 2;
};

export const DIFFERENCES = { nominal, ordinal, interval } as const;

/** A reliability with its 95 % interval, by leaving out one unit at a time. */
export type Agreement = {
  /** 1 is agreement in all, 0 what chance would give, below 0 worse than chance. */
  alpha: number;
  interval: readonly [number, number];
  /** Things that two people or more judged. */
  units: number;
};

/** Fewer things judged twice say nothing about how people judge. */
export const UNITS_MIN = 10;

/**
 * Krippendorff's alpha: how far people who judge the same thing apart from each other agree, beyond chance.
 *
 * @param units the values that each thing was given, whole numbers from 0; one value alone says nothing and is left out
 * @returns null with fewer than `UNITS_MIN` things judged twice, and where all of them were given one and the same value:
 * then nobody could have disagreed
 * @see K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections C and E
 */
export function agreementOf(
  units: readonly (readonly number[])[],
  difference: Difference = ordinal,
): Agreement | null {
  const judged = units.filter((values) => values.length > 1);
  if (judged.length < UNITS_MIN) return null;
  const size = Math.max(...judged.flat()) + 1;
  const all = new Coincidences(size);
  for (const values of judged) all.add(values, 1);
  const alpha = all.alpha(difference);
  if (alpha === null) return null;
  const without = judged.map((values) => {
    all.add(values, -1);
    const left = all.alpha(difference) ?? alpha;
    all.add(values, 1);
    return left;
  });
  return { alpha, interval: jackknifed(alpha, without), units: judged.length };
}

/** Pairs of values within units, each unit weighing as many values as it has. */
class Coincidences {
  private readonly pairs: number[][];

  constructor(private readonly size: number) {
    this.pairs = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  }

  /** @param sign 1 to count a unit, -1 to take it back */
  add(values: readonly number[], sign: 1 | -1): void {
    const weight = sign / (values.length - 1);
    for (const [at, one] of values.entries()) {
      for (const [beside, other] of values.entries()) {
        const row = this.pairs[one];
        if (at !== beside && row !== undefined) row[other] = (row[other] ?? 0) + weight;
      }
    }
  }

  /** @returns null where every value is the same */
  alpha(difference: Difference): number | null {
    const margins = this.pairs.map((row) => row.reduce((sum, count) => sum + count, 0));
    const total = margins.reduce((sum, count) => sum + count, 0);
    let observed = 0;
    let expected = 0;
    for (let one = 0; one < this.size; one += 1) {
      for (let other = one + 1; other < this.size; other += 1) {
        const apart = difference(one, other, margins);
        observed += (this.pairs[one]?.[other] ?? 0) * apart;
        expected += (margins[one] ?? 0) * (margins[other] ?? 0) * apart;
      }
    }
    return expected < 1e-9 ? null : 1 - ((total - 1) * observed) / expected;
  }
}

/** @see B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 11 */
function jackknifed(alpha: number, without: readonly number[]): readonly [number, number] {
  const count = without.length;
  const mean = without.reduce((sum, value) => sum + value, 0) / count;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const reach = 1.96 * Math.sqrt(((count - 1) / count) * squares);
  return [Math.max(-1, alpha - reach), Math.min(1, alpha + reach)];
}
