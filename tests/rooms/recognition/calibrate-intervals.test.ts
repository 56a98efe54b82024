import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ratesAt } from "#lib/recognition/calibrate/error-rates";
import { errorVersusReject } from "#lib/recognition/calibrate/error-versus-reject";
import {
  clusteredWilson,
  fmrInterval,
  fnmrInterval,
  studentsT,
  wilson,
} from "#lib/recognition/calibrate/intervals";
import { measureErrors } from "#lib/recognition/calibrate/measure-errors";
import { pairSimilarities } from "#lib/recognition/calibrate/pair-similarities";
import { resampleIdentities } from "#lib/recognition/calibrate/resample-identities";
import { defined } from "./shared-engine";

function at(identity: string, degrees: number, measures: Record<string, number> = {}) {
  const radians = (degrees * Math.PI) / 180;
  return { identity, embedding: Float32Array.of(Math.cos(radians), Math.sin(radians)), measures };
}

/** People at random places on the circle, with three pictures each around their own. */
function crowd(people: number) {
  return Array.from({ length: people }, (_, index) =>
    [0, 9, 23].map((turn) => at(`person-${index}`, ((index * 137.5) % 360) + turn * ((index % 5) + 1))),
  ).flat();
}

describe("Wilson's interval", () => {
  it("is the textbook's", () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263; 15 of 148; 0 of 20; 1 of 29.
    const cases = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [errors, trials, low, high] of cases) {
      const interval = wilson(errors / trials, trials);
      expect(interval[0]).toBeCloseTo(low, 4);
      expect(interval[1]).toBeCloseTo(high, 4);
    }
  });

  it("holds the proportion and stays between 0 and 1", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 500 }), (given, trials) => {
        const proportion = Math.min(given, trials) / trials;
        const [low, high] = wilson(proportion, trials);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(proportion);
        expect(high).toBeGreaterThanOrEqual(proportion);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("says nothing where nothing was tried", () => {
    expect(wilson(0, 0)).toEqual([0, 1]);
  });
});

describe("Student's t", () => {
  it("is the table's from two degrees of freedom up, and no less than that below", () => {
    const table = [
      [2, 4.303],
      [3, 3.182],
      [5, 2.571],
      [10, 2.228],
      [31, 2.04],
      [1e9, 1.96],
    ] as const;
    for (const [freedom, quantile] of table) {
      expect(Math.abs(studentsT(freedom) / quantile - 1)).toBeLessThan(0.01);
    }
    expect(studentsT(0.5)).toBe(studentsT(2));
  });
});

describe("intervals of pairs", () => {
  it("are wider when the errors are one person's than when they are spread", () => {
    const spread = Array.from({ length: 10 }, (_, index) => ({ errors: index < 6 ? 1 : 0, trials: 10 }));
    const alone = Array.from({ length: 10 }, (_, index) => ({ errors: index === 0 ? 6 : 0, trials: 10 }));
    const width = ([low, high]: readonly [number, number]) => high - low;
    expect(width(clusteredWilson(alone))).toBeGreaterThan(1.3 * width(clusteredWilson(spread)));
    expect(width(clusteredWilson(spread))).toBeGreaterThanOrEqual(width(wilson(0.06, 100)) - 1e-12);
  });

  it("count each person once where nobody was missed, and each two people where nobody was confused", () => {
    const pairs = pairSimilarities([
      at("a", 0),
      at("a", 1),
      at("a", 2),
      at("b", 90),
      at("b", 91),
      at("c", 180),
    ]);
    expect(fnmrInterval(pairs, 0.5)).toEqual(wilson(0, 2));
    expect(fmrInterval(pairs, 0.5)).toEqual(wilson(0, 3));
  });

  it("of false matches have the variance that shows when one person after the other is left out", () => {
    // Five people with nothing in common, and one who is like each of them: his pairs err together.
    const alone = (place: number) => Float32Array.from({ length: 5 }, (_, at) => (at === place ? 1 : 0));
    const people = [...Array.from({ length: 5 }, (_, place) => alone(place)), new Float32Array(5).fill(1)];
    const samples = people.flatMap((embedding, place) =>
      Array.from({ length: 2 + (place % 2) }, () => ({ identity: `${place}`, embedding })),
    );
    const threshold = 0.4;
    const fmrWithout = (left: number | null) =>
      ratesAt(pairSimilarities(samples.filter(({ identity }) => identity !== `${left}`)), [threshold])[0]
        ?.fmr ?? Number.NaN;
    const rate = fmrWithout(null);
    const pulls = people.map((_, place) => fmrWithout(place) - rate);
    const squares = pulls.reduce((sum, pull) => sum + pull ** 2, 0);
    const carriers = squares ** 2 / pulls.reduce((sum, pull) => sum + pull ** 4, 0);
    // The one whom all are confused with carries nearly all of it.
    expect(carriers).toBeLessThan(2);
    const expected = wilson(rate, (rate * (1 - rate)) / ((5 / 6) * squares), studentsT(carriers));
    const interval = fmrInterval(pairSimilarities(samples), threshold);
    expect(interval[0]).toBeCloseTo(expected[0], 10);
    expect(interval[1]).toBeCloseTo(expected[1], 10);
  });

  it("of two people are those of a single trial, however many pictures there are", () => {
    const two = [0, 1, 2, 3, 4, 5].flatMap((turn) => [at("a", turn * 9), at("b", 40 + turn * 9)]);
    const pairs = pairSimilarities(two);
    const [{ fmr } = { fmr: 0 }] = ratesAt(pairs, [0.9]);
    expect(fmr).toBeGreaterThan(0);
    expect(fmrInterval(pairs, 0.9)).toEqual(wilson(fmr, 1));
  });

  it("from resampled people are the same each time, and hold what was measured", () => {
    const samples = crowd(12);
    const pairs = pairSimilarities(samples);
    expect(resampleIdentities(pairs, [0.1], 50)).toEqual(resampleIdentities(pairs, [0.1], 50));
    const measured = defined(measureErrors(samples, 100) ?? undefined);
    expect(measured.eer.rate95[0]).toBeLessThanOrEqual(measured.eer.rate);
    expect(measured.eer.rate95[1]).toBeGreaterThanOrEqual(measured.eer.rate);
    expect(measured.eer.rate95[1] - measured.eer.rate95[0]).toBeGreaterThan(0.01);
    for (const { tar, tar95 } of measured.tarAtFar) {
      expect(tar95[0]).toBeLessThanOrEqual(tar);
      expect(tar95[1]).toBeGreaterThanOrEqual(tar);
    }
  });
});

describe("a measurement", () => {
  it("is none of one person alone, and none of people seen once", () => {
    expect(measureErrors([at("a", 0), at("a", 9)])).toBeNull();
    expect(measureErrors([at("a", 0), at("b", 9)])).toBeNull();
    expect(measureErrors([])).toBeNull();
  });

  it("leaves a FAR out that its pairs do not carry, and says so of those that are always asked", () => {
    const { tarAtFar } = defined(measureErrors(crowd(8), 20) ?? undefined);
    expect(tarAtFar.map(({ far, carried }) => [far, carried])).toEqual([
      [0.01, false],
      [0.001, false],
    ]);
    const larger = defined(measureErrors(crowd(90), 5) ?? undefined);
    expect(larger.impostor).toBeGreaterThan(30_000);
    expect(larger.tarAtFar.map(({ far, carried }) => [far, carried])).toEqual([
      [0.01, true],
      [0.001, true],
      [0.0001, true],
    ]);
  });

  it("never lets misses fall or false matches rise with the threshold", () => {
    const { thresholds, det } = defined(measureErrors(crowd(30), 5) ?? undefined);
    for (const [index, point] of thresholds.entries()) {
      expect(point.fmr).toBeLessThanOrEqual(thresholds[index - 1]?.fmr ?? 1);
      expect(point.fnmr).toBeGreaterThanOrEqual(thresholds[index - 1]?.fnmr ?? 0);
      expect(point.fmr95[0]).toBeLessThanOrEqual(point.fmr);
      expect(point.fnmr95[1]).toBeGreaterThanOrEqual(point.fnmr);
    }
    for (const [index, point] of det.entries()) {
      expect(point.fmr).toBeGreaterThanOrEqual(det[index - 1]?.fmr ?? 0);
      expect(point.fnmr).toBeLessThanOrEqual(det[index - 1]?.fnmr ?? 1);
    }
  });
});

describe("the curve of error against rejected pictures", () => {
  // Ten people with two good pictures and a bad one, turned away from the others by 80°.
  const samples = Array.from({ length: 10 }, (_, person) => [
    at(`${person}`, 0, { sharpness: 50, luck: person }),
    at(`${person}`, 5, { sharpness: 60, luck: -person }),
    at(`${person}`, 80, { sharpness: 1, luck: 0 }),
  ]).flat();

  it("falls when a measure finds the pictures that are missed", () => {
    const curve = defined(errorVersusReject(samples, 0.9).find(({ measure }) => measure === "sharpness"));
    const [all] = curve.points;
    const last = curve.points.at(-1);
    expect(all).toEqual({ dropped: 0, fnmr: 2 / 3, genuine: 30 });
    // Three tenths of thirty pictures are nine of the ten bad ones.
    expect(last).toEqual({ dropped: 0.3, fnmr: 2 / 12, genuine: 12 });
  });

  it("stays up when a measure says nothing", () => {
    const curve = defined(errorVersusReject(samples, 0.9).find(({ measure }) => measure === "luck"));
    expect(curve.points.at(-1)?.fnmr).toBeGreaterThan(0.5);
  });

  it("is not drawn for a measure that some picture lacks", () => {
    const lacking = [at("a", 0, { sharpness: 1 }), at("a", 1, {}), at("b", 9, { sharpness: 1 })];
    expect(errorVersusReject(lacking, 0.9)).toEqual([]);
  });
});
