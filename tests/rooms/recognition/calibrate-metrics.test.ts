import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carries, ratesAt, tradeoff } from "#lib/recognition/calibrate/error-rates";
import { pairSimilarities, rankOne, type Sample } from "#lib/recognition/calibrate/pair-similarities";
import { defined } from "./shared-engine";

/** A picture at an angle on the unit circle: two are as alike as the cosine between them. */
function at(identity: string, degrees: number): Sample {
  const radians = (degrees * Math.PI) / 180;
  return { identity, embedding: Float32Array.of(Math.cos(radians), Math.sin(radians)) };
}

/** Few identities and coarse angles, so that equal similarities are common, also between the two kinds of pair. */
const samples = fc
  .array(
    fc.record({
      identity: fc.constantFrom("a", "b", "c", "d"),
      degrees: fc.constantFrom(0, 30, 60, 90, 120),
    }),
    { minLength: 2, maxLength: 14 },
  )
  .map((list) => list.map(({ identity, degrees }) => at(identity, degrees)));

const far = fc.constantFrom(0, 0.001, 0.01, 0.1, 0.25, 1 / 3, 0.5, 1);

/** The definitions again, without order, search or running totals. */
function naive(list: readonly Sample[]) {
  const { similarity, a, b } = pairSimilarities(list);
  const pairs = [...similarity].map((value, index) => ({ value, isGenuine: a[index] === b[index] }));
  const genuine = pairs.filter(({ isGenuine }) => isGenuine).map(({ value }) => value);
  const impostor = pairs.filter(({ isGenuine }) => !isGenuine).map(({ value }) => value);
  const fmr = (threshold: number) => impostor.filter((value) => value >= threshold).length / impostor.length;
  const fnmr = (threshold: number) => genuine.filter((value) => value < threshold).length / genuine.length;
  const thresholds = [Number.POSITIVE_INFINITY, ...similarity];
  return { genuine, impostor, fmr, fnmr, thresholds };
}

describe("error rates of a set", () => {
  it("are those of the definitions, also where similarities are equal", () => {
    fc.assert(
      fc.property(samples, far, (list, rate) => {
        const { genuine, impostor, fmr, fnmr, thresholds } = naive(list);
        const measured = tradeoff(pairSimilarities(list), [rate]);
        if (genuine.length === 0 || impostor.length === 0) {
          expect(measured).toBeNull();
          return;
        }
        const gaps = thresholds.map((threshold) => Math.abs(fmr(threshold) - fnmr(threshold)));
        const least = Math.min(...gaps);
        const means = thresholds
          .filter((_, index) => (gaps[index] ?? 1) < least + 1e-9)
          .map((threshold) => (fmr(threshold) + fnmr(threshold)) / 2);
        expect(measured?.eer.rate).toBeCloseTo(Math.max(...means), 12);
        const within = thresholds.filter((threshold) => fmr(threshold) <= rate + 1e-12);
        const tar = Math.max(...within.map((threshold) => 1 - fnmr(threshold)));
        expect(measured?.tarAtFar[0]?.tar).toBeCloseTo(tar, 12);
      }),
      { numRuns: 500 },
    );
  });

  it("count a pair on the threshold as a match", () => {
    fc.assert(
      fc.property(samples, fc.constantFrom(-1, -0.5, 0, 0.5, 1, 0.8), (list, threshold) => {
        const { genuine, impostor, fmr, fnmr } = naive(list);
        const [rates] = ratesAt(pairSimilarities(list), [threshold]);
        expect(rates?.fmr).toBeCloseTo(impostor.length === 0 ? 0 : fmr(threshold), 12);
        expect(rates?.fnmr).toBeCloseTo(genuine.length === 0 ? 0 : fnmr(threshold), 12);
      }),
    );
  });

  it("weigh a person drawn twice like two people who are never compared with each other", () => {
    const list = [at("a", 0), at("a", 20), at("b", 50), at("b", 95), at("c", 40), at("c", 130)];
    const pairs = pairSimilarities(list);
    const twice = defined(tradeoff(pairs, [0.25], Float64Array.of(2, 1, 0)) ?? undefined);
    // a is drawn twice, c not at all: genuine cos 20° twice and cos 45° once, impostor a–b four times twice.
    // From 45° up nobody is missed and two of eight are false; from 30° up b is missed, one of three, and the same two.
    expect(twice.tarAtFar[0]).toMatchObject({ tar: 1, falseMatches: 2 });
    expect(twice.eer.rate).toBeCloseTo((1 / 3 + 1 / 4) / 2, 12);
  });

  it("are none and whole for people who are far apart", () => {
    const list = [at("a", 0), at("a", 10), at("b", 90), at("b", 100), at("c", 180)];
    const measured = defined(tradeoff(pairSimilarities(list), [0.001]) ?? undefined);
    expect(measured.eer.rate).toBe(0);
    expect(measured.tarAtFar[0]).toMatchObject({ tar: 1, falseMatches: 0 });
  });

  it("are those counted by hand where the two kinds of pair mix", () => {
    // Genuine: a 10°, b 60°. Impostor: 0–30 30°, 0–90 90°, 10–30 20°, 10–90 80°.
    const list = [at("a", 0), at("a", 10), at("b", 30), at("b", 90)];
    const measured = defined(tradeoff(pairSimilarities(list), [0, 0.25, 0.5]) ?? undefined);
    // From 30° up: two of four false, one of two missed.
    expect(measured.eer.rate).toBeCloseTo(0.5, 12);
    expect(measured.tarAtFar.map(({ tar }) => tar)).toEqual([0.5, 0.5, 1]);
    expect(measured.tarAtFar.map(({ falseMatches }) => falseMatches)).toEqual([0, 1, 2]);
  });

  it("are the worst possible when everybody has the same embedding", () => {
    const list = [at("a", 0), at("a", 0), at("b", 0), at("b", 0)];
    const measured = defined(tradeoff(pairSimilarities(list), [0.01]) ?? undefined);
    expect(measured.eer.rate).toBe(0.5);
    expect(measured.tarAtFar[0]).toMatchObject({
      tar: 0,
      falseMatches: 0,
      threshold: Number.POSITIVE_INFINITY,
    });
  });
});

describe("pairs", () => {
  it("are every two pictures once, most alike first", () => {
    fc.assert(
      fc.property(samples, (list) => {
        const pairs = pairSimilarities(list);
        const counted = list.flatMap((one, i) =>
          list.slice(i + 1).map((other) => one.identity === other.identity),
        );
        expect(pairs.genuine).toBe(counted.filter(Boolean).length);
        expect(pairs.genuine + pairs.impostor).toBe(counted.length);
        expect([...pairs.similarity]).toEqual([...pairs.similarity].sort((x, y) => y - x));
      }),
    );
  });

  it("refuse an embedding that would match anyone", () => {
    const broken = { identity: "b", embedding: new Float32Array() };
    expect(() => pairSimilarities([at("a", 0), broken])).toThrow("0 numbers, expected 2");
    const zero = { identity: "b", embedding: new Float32Array(2) };
    expect(() => pairSimilarities([at("a", 0), zero])).toThrow("no direction");
  });

  it("give the first rank only to a picture whose own kind is strictly nearest", () => {
    const list = [at("a", 0), at("a", 40), at("b", 20), at("c", 170)];
    // a 0° is 40° from its own and 20° from b: missed; so is a 40°. b and c have nobody of their own.
    expect(rankOne(list)).toEqual([
      { identity: "a", hits: 0, probes: 2 },
      { identity: "b", hits: 0, probes: 0 },
      { identity: "c", hits: 0, probes: 0 },
    ]);
    const tied = [at("a", 0), at("a", 0), at("b", 0)];
    expect(rankOne(tied)[0]).toEqual({ identity: "a", hits: 0, probes: 2 });
    expect(rankOne([at("a", 0), at("a", 5), at("b", 20)])[0]).toMatchObject({ hits: 2 });
  });

  it("carry a rate only when three false matches would be expected at it", () => {
    expect(carries({ impostor: 3_000 }, 0.001)).toBe(true);
    expect(carries({ impostor: 2_999 }, 0.001)).toBe(false);
  });
});
