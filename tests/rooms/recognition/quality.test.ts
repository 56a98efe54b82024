import { describe, expect, it } from "vitest";
import { type Assessed, assessQuality, passesGate, type QualityReason } from "#lib/recognition/quality";

const GOOD: Assessed = {
  eyeDistancePx: 60,
  score: 0.99,
  pose: { yaw: 5, pitch: -5 },
  measures: { sharpness: 120, brightness: 130 },
};

const measured = (measures: Partial<Assessed["measures"]>) => ({
  measures: { ...GOOD.measures, ...measures },
});

/** One shortcoming at a time: enough to keep a face from being enrolled, and enough to keep it from being compared. */
const CASES: readonly [QualityReason, medium: Partial<Assessed>, low: Partial<Assessed>][] = [
  ["too_small", { eyeDistancePx: 23.9 }, { eyeDistancePx: 9 }],
  ["blurred", measured({ sharpness: 14 }), measured({ sharpness: 1 })],
  ["too_dark", measured({ brightness: 39 }), measured({ brightness: 5 })],
  ["too_bright", measured({ brightness: 226 }), measured({ brightness: 254 })],
  ["turned_away", { pose: { yaw: -31, pitch: 0 } }, { pose: { yaw: 75, pitch: 0 } }],
  ["turned_away", { pose: { yaw: 0, pitch: 26 } }, { pose: { yaw: 0, pitch: -70 } }],
  ["occluded", { score: 0.89 }, { score: 0.4 }],
];

describe("assessQuality", () => {
  it("finds nothing wrong with a good face", () => {
    expect(assessQuality(GOOD)).toMatchObject({ level: "high", reasons: [] });
  });

  it.each(CASES)("says %s, and tells what may still be compared from what may not", (reason, medium, low) => {
    expect(assessQuality({ ...GOOD, ...medium })).toMatchObject({ level: "medium", reasons: [reason] });
    expect(assessQuality({ ...GOOD, ...low })).toMatchObject({ level: "low", reasons: [reason] });
  });

  it("gives every reason that holds, in the order of the published list", () => {
    const poor = { ...GOOD, eyeDistancePx: 14, score: 0.7, ...measured({ brightness: 20 }) };
    expect(assessQuality(poor).reasons).toEqual(["too_small", "too_dark", "occluded"]);
  });

  it("refuses a measure that is not a number", () => {
    expect(assessQuality({ ...GOOD, ...measured({ sharpness: Number.NaN }) }).level).toBe("low");
    expect(assessQuality({ ...GOOD, eyeDistancePx: Number.NaN }).level).toBe("low");
  });
});

describe("passesGate", () => {
  it("enrols only faces of high quality and compares all but low ones", () => {
    expect(passesGate("high", "enrolment")).toBe(true);
    expect(passesGate("medium", "enrolment")).toBe(false);
    expect(passesGate("medium", "probe")).toBe(true);
    expect(passesGate("low", "probe")).toBe(false);
  });
});
