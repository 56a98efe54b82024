import { describe, expect, it } from "vitest";
import { ratesAt } from "#lib/recognition/calibrate/error-rates";
import { fmrInterval, fnmrInterval, type Interval, wilson } from "#lib/recognition/calibrate/intervals";
import type { Pairs } from "#lib/recognition/calibrate/pair-similarities";

const PICTURES = 4;
/** Shares of a score's variance: of each of the two people, of each of the two pictures. */
type Effects = { person: number; picture: number };

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Box and Muller. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * Scores of all pairs, each standard normal, so that the rate at a threshold is known exactly: a person who is like
 * many, or a picture that is, raises all the pairs that they are in. Score 1 stands for at or above `limit`, 0 for
 * below: an interval at a threshold asks no more.
 */
function scores(people: number, limit: number, { person, picture }: Effects, random: () => number): Pairs {
  const rest = Math.sqrt(1 - 2 * person - 2 * picture);
  const owner = Array.from({ length: people * PICTURES }, (_, index) => Math.floor(index / PICTURES));
  const ofPerson = Array.from({ length: people }, () => Math.sqrt(person) * gaussian(random));
  const pull = owner.map((place) => (ofPerson[place] ?? 0) + Math.sqrt(picture) * gaussian(random));
  const above: [number, number][] = [];
  const below: [number, number][] = [];
  for (const [i, a] of owner.entries()) {
    for (let j = i + 1; j < owner.length; j++) {
      const score = (pull[i] ?? 0) + (pull[j] ?? 0) + rest * gaussian(random);
      // A person's own effect is in a pair of theirs twice over, and would widen it.
      const unit = a === owner[j] ? Math.sqrt(1 + 2 * person) : 1;
      (score / unit >= limit ? above : below).push([a, owner[j] ?? 0]);
    }
  }
  const all = [...above, ...below];
  const genuine = (people * PICTURES * (PICTURES - 1)) / 2;
  return {
    similarity: Float64Array.from(all, (_, index) => (index < above.length ? 1 : 0)),
    a: Uint32Array.from(all, ([a]) => a),
    b: Uint32Array.from(all, ([, b]) => b),
    genuine,
    impostor: all.length - genuine,
    identities: Array.from({ length: people }, (_, place) => ({ identity: `${place}`, pictures: PICTURES })),
  };
}

/** Upper quantiles of the standard normal distribution. */
const LIMIT_OF = { 0.1: 1.281552, 0.02: 2.053749, 0.01: 2.326348, 0.003: 2.747781 } as const;

type Case = { people: number; rate: 0.1 | 0.02 | 0.01 | 0.003; effects: Effects };

function coverages({ people, rate, effects }: Case, sets: number) {
  const random = seeded(people * 1_000 + rate * 1e6);
  const held = { fmr: 0, fnmr: 0, naive: 0 };
  const holds = ([low, high]: Interval, value: number) => (low <= value && value <= high ? 1 : 0);
  for (let set = 0; set < sets; set++) {
    const pairs = scores(people, LIMIT_OF[rate], effects, random);
    const [{ fmr } = { fmr: 0 }] = ratesAt(pairs, [0.5]);
    held.fmr += holds(fmrInterval(pairs, 0.5), rate);
    held.fnmr += holds(fnmrInterval(pairs, 0.5), 1 - rate);
    held.naive += holds(wilson(fmr, pairs.impostor), rate);
  }
  return { fmr: held.fmr / sets, fnmr: held.fnmr / sets, naive: held.naive / sets };
}

const MILD = { person: 0.05, picture: 0.05 };
const STRONG = { person: 0.15, picture: 0.1 };
const CASES: readonly Case[] = [
  { people: 10, rate: 0.1, effects: STRONG },
  { people: 10, rate: 0.003, effects: MILD },
  { people: 20, rate: 0.01, effects: STRONG },
  { people: 32, rate: 0.1, effects: MILD },
  { people: 32, rate: 0.003, effects: STRONG },
  { people: 40, rate: 0.02, effects: STRONG },
];

describe("intervals of sets with a known rate, whose pairs share people", () => {
  const SETS = 160;
  // Three standard deviations of a share of 160 whose expectation is 0.95.
  const SLACK = 3 * Math.sqrt((0.95 * 0.05) / SETS);

  it.each(CASES)("hold the truth at their level: $people people, rate $rate", (given) => {
    const { fmr, fnmr, naive } = coverages(given, SETS);
    expect(fmr).toBeGreaterThanOrEqual(0.95 - SLACK);
    expect(fnmr).toBeGreaterThanOrEqual(0.95 - SLACK);
    // As if every pair were two people of its own: dependent pairs fool it, except where errors are a handful.
    if (given.rate > 0.003) expect(naive).toBeLessThan(0.75);
  });
});
