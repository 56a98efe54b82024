import { describe, expect, it } from "vitest";
import { agreementOf, DIFFERENCES } from "#lib/figures/agreement";

/** Krippendorff (2011), section C: four observers, twelve units, values missing. */
const OBSERVERS = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
];
const UNITS = Array.from({ length: 12 }, (_, unit) =>
  OBSERVERS.map((values) => values[unit] ?? null).filter((value) => value !== null),
);

describe("agreement of people who judge apart", () => {
  it.each([
    ["nominal", 0.743],
    ["ordinal", 0.815],
    ["interval", 0.849],
  ] as const)("is what its author computes, %s", (scale, alpha) => {
    expect(agreementOf(UNITS, DIFFERENCES[scale])?.alpha).toBeCloseTo(alpha, 3);
  });

  it("leaves out what one person alone judged", () => {
    expect(agreementOf(UNITS)?.units).toBe(11);
    expect(agreementOf([...UNITS, [4], []])).toEqual(agreementOf(UNITS));
  });

  it("is 1 where nobody differs, and below 0 where everybody does", () => {
    const same = Array.from({ length: 20 }, (_, unit) => [unit % 5, unit % 5]);
    expect(agreementOf(same)).toMatchObject({ alpha: 1, interval: [1, 1] });
    const opposite = Array.from({ length: 20 }, (_, unit) => (unit % 2 === 0 ? [0, 4] : [4, 0]));
    expect(agreementOf(opposite)?.alpha).toBeLessThan(0);
  });

  it("says nothing of few units, nor where nobody could have differed", () => {
    expect(agreementOf(UNITS.slice(0, 9))).toBeNull();
    expect(agreementOf(Array.from({ length: 30 }, () => [3, 3]))).toBeNull();
  });

  it("is less certain of fewer units", () => {
    const widthOf = (times: number) => {
      const [low = 0, high = 0] =
        agreementOf(Array.from({ length: times }, () => UNITS).flat())?.interval ?? [];
      return high - low;
    };
    expect(widthOf(8)).toBeLessThan(widthOf(1) / 2);
    expect(widthOf(1)).toBeGreaterThan(0.1);
  });
});
