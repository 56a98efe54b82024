import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALIBRATION_FORMAT } from "#lib/recognition/calibrate/calibration-file";
import { calibrationOf, floorChoices, fmrAt } from "#lib/recognition/calibration";
import { EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";
import shipped from "../../../lib/recognition/calibration.json";
import { defined } from "./shared-engine";

const ours = () => defined(calibrationOf(EMBEDDING_MODEL_ID) ?? undefined);

describe("calibration", () => {
  it("is of the model that is shipped, as the calibrate command wrote it", () => {
    expect(shipped.format).toBe(CALIBRATION_FORMAT);
    expect(shipped.modelId).toBe(EMBEDDING_MODEL_ID);
    expect(ours().set.name).toBe(shipped.set.name);
    expect(ours().set.source).toContain(shipped.measuredOn);
    expect(ours().set.pictures).toBe(shipped.set.pictures);
  });

  it("gives the measured rate at each measured threshold", () => {
    const seen = ours().counted.filter(({ fmr }) => fmr > 0);
    expect(seen.length).toBeGreaterThan(30);
    for (const { threshold, fmr } of seen) expect(fmrAt(EMBEDDING_MODEL_ID, threshold)).toBe(fmr);
  });

  it("never invents a rate: unknown models and unmeasured thresholds have none", () => {
    expect(fmrAt("mobilefacenet", 0.5)).toBeNull();
    expect(fmrAt("mobilefacenet-r99", 0.5)).toBeNull();
    expect(fmrAt(EMBEDDING_MODEL_ID, 0.09)).toBeNull();
    expect(fmrAt(EMBEDDING_MODEL_ID, Number.NaN)).toBeNull();
    expect(calibrationOf("")).toBeNull();
    expect(floorChoices("faceres")).toEqual([]);
  });

  it("never claims a rate of zero, and none that rises with the threshold", () => {
    const threshold = fc.double({ min: 0.1, max: 1, noNaN: true });
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

  it("verifies at 0.50 unless told otherwise, and offers only measured floors that cost something", () => {
    expect(ours().defaults.verify).toBe(0.5);
    const floors = floorChoices(EMBEDDING_MODEL_ID);
    expect(floors.map(({ threshold }) => threshold)).toEqual([0.4, 0.45, 0.5, 0.55, 0.6, 0.65]);
    for (const { threshold, fmr } of floors) {
      expect(fmr).toBeGreaterThan(0);
      expect(fmr).toBe(fmrAt(EMBEDDING_MODEL_ID, threshold));
    }
  });

  it("names its set, its size and what it does not show", () => {
    const { set } = ours();
    expect(set.genuinePairs).toBeGreaterThan(0);
    expect(set.genuinePairs + set.impostorPairs).toBe((shipped.set.found * (shipped.set.found - 1)) / 2);
    expect(set.limits.join(" ")).toContain("Not measured by group of people");
  });

  it("ships numbers only: no path and no name of a picture", () => {
    const text = JSON.stringify(shipped);
    expect(text).not.toMatch(/\.(jpe?g|png|webp)/i);
    expect(text).not.toMatch(/"[^"]*\/[^"/ ]+\/[^"]*"/);
  });

  it("keeps the rates of the former pipeline under the id of that pipeline", () => {
    expect(calibrationOf("mobilefacenet-r1")?.set.source).toMatch(
      /^Entered by hand|^Measured by npm run calibrate/,
    );
  });
});
