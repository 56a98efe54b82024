import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EmbeddingError, similarity, toUnitLength } from "#lib/recognition/similarity";

const LENGTH = 8;

const embedding = fc
  .array(fc.float({ noNaN: true, min: -1_000, max: 1_000 }), { minLength: LENGTH, maxLength: LENGTH })
  .map((values) => Float32Array.from(values))
  .filter((values) => values.some((value) => Math.abs(value) > 1e-3));

describe("similarity", () => {
  it("never lets an empty embedding match anyone", () => {
    const someone = Float32Array.from({ length: LENGTH }, () => 1);
    expect(() => similarity(new Float32Array(), someone, LENGTH)).toThrow(EmbeddingError);
    expect(() => similarity(someone, new Float32Array(), LENGTH)).toThrow(EmbeddingError);
    expect(() => similarity(new Float32Array(), new Float32Array(), LENGTH)).toThrow(EmbeddingError);
  });

  it.each([
    ["too short", new Float32Array(LENGTH - 1).fill(1)],
    ["too long", new Float32Array(LENGTH + 1).fill(1)],
    ["not a number", new Float32Array(LENGTH).fill(Number.NaN)],
    ["infinite", new Float32Array(LENGTH).fill(Number.POSITIVE_INFINITY)],
    ["all zero", new Float32Array(LENGTH)],
  ])("refuses an embedding that is %s", (_, damaged) => {
    expect(() => similarity(damaged, new Float32Array(LENGTH).fill(1), LENGTH)).toThrow(EmbeddingError);
    expect(() => toUnitLength(damaged, LENGTH)).toThrow(EmbeddingError);
  });

  it("is 1 for the same direction, symmetric, and within −1..1", () => {
    fc.assert(
      fc.property(embedding, embedding, (a, b) => {
        expect(similarity(a, a, LENGTH)).toBeCloseTo(1, 5);
        expect(similarity(a, b, LENGTH)).toBe(similarity(b, a, LENGTH));
        expect(Math.abs(similarity(a, b, LENGTH))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("does not depend on length", () => {
    fc.assert(
      fc.property(embedding, embedding, (a, b) => {
        const unit = similarity(toUnitLength(a, LENGTH), toUnitLength(b, LENGTH), LENGTH);
        expect(unit).toBeCloseTo(similarity(a, b, LENGTH), 4);
      }),
    );
  });
});
