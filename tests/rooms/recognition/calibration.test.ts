import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrationOf, floorChoices, fmrAt } from "#lib/recognition/calibration";
import { EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";

describe("calibration", () => {
  it("gives the measured rate at each measured threshold", () => {
    expect(fmrAt(EMBEDDING_MODEL_ID, 0.5)).toBe(0.00057);
    expect(fmrAt(EMBEDDING_MODEL_ID, 0.45)).toBe(0.0014);
  });

  it("never invents a rate: unknown models and unmeasured thresholds have none", () => {
    expect(fmrAt("mobilefacenet", 0.5)).toBeNull();
    expect(fmrAt("mobilefacenet-r2", 0.5)).toBeNull();
    expect(fmrAt(EMBEDDING_MODEL_ID, 0.39)).toBeNull();
    expect(fmrAt(EMBEDDING_MODEL_ID, Number.NaN)).toBeNull();
    expect(calibrationOf("")).toBeNull();
    expect(floorChoices("faceres")).toEqual([]);
  });

  it("never claims a rate of zero, and none that rises with the threshold", () => {
    const threshold = fc.double({ min: 0.4, max: 1, noNaN: true });
    fc.assert(
      fc.property(threshold, threshold, (a, b) => {
        const [low, high] = [
          fmrAt(EMBEDDING_MODEL_ID, Math.min(a, b)),
          fmrAt(EMBEDDING_MODEL_ID, Math.max(a, b)),
        ];
        expect(high).toBeGreaterThan(0);
        expect(low).toBeGreaterThanOrEqual(high ?? Number.POSITIVE_INFINITY);
      }),
    );
  });

  it("verifies at 0.50 unless told otherwise, and offers only measured floors", () => {
    expect(calibrationOf(EMBEDDING_MODEL_ID)?.defaults.verify).toBe(0.5);
    const floors = floorChoices(EMBEDDING_MODEL_ID).map(({ threshold }) => threshold);
    expect(floors).toEqual([0.4, 0.45, 0.5, 0.55, 0.6, 0.65]);
  });

  it("names its set and what the set does not show", () => {
    const set = calibrationOf(EMBEDDING_MODEL_ID)?.set;
    expect(set).toMatchObject({ pictures: 345, identities: 64, genuinePairs: 1_202, impostorPairs: 58_138 });
    expect(set?.limits.length).toBeGreaterThan(0);
  });
});
