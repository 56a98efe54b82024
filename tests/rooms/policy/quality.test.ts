import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LANES } from "#lib/identity/roles";
import { factorsOfLane, lanesFor, trackOf } from "#lib/policy/lanes";
import { TIERS } from "#lib/policy/pack-parts";
import { applicableFactors, quality } from "#lib/policy/quality";
import { PACK, sample } from "./samples";

const AIRLINE = sample("airline");
const HOSPITAL = sample("hospital");
const IDS = PACK.factors.map(({ id }) => id);

/** The same points for every factor, but for those named. */
function scores(points: number, except: Record<string, number> = {}) {
  return IDS.map((factorId) => ({ factorId, points: except[factorId] ?? points }));
}

describe("quality", () => {
  test.each([
    [4, 100],
    [3, 75],
    [2, 50],
    [1, 25],
  ])("of %i points everywhere is %i percent", (points, percent) => {
    expect(quality(PACK, "T2", scores(points), HOSPITAL)).toMatchObject({ ok: true, percent });
  });

  test("weighs each factor: Σ weight × points ÷ 4", () => {
    // 100 − 11 × 1/4 − 3 × 2/4
    const result = quality(PACK, "T1", scores(4, { F01: 3, F13: 2 }), HOSPITAL);
    expect(result).toMatchObject({ ok: true, percent: 95.75 });
  });

  test("names the factors still open instead of counting them as zero", () => {
    const some = scores(4).filter(({ factorId }) => factorId !== "F02" && factorId !== "F14");
    expect(quality(PACK, "T1", some, HOSPITAL)).toEqual({
      ok: false,
      refusal: "factors_open",
      factorIds: ["F02", "F14"],
    });
    expect(quality(PACK, "T1", [], HOSPITAL)).toMatchObject({ ok: false, factorIds: IDS });
  });

  test("any zero blocks, however high the rest", () => {
    const result = quality(PACK, "T1", scores(4, { F13: 0 }), HOSPITAL);
    expect(result).toMatchObject({ pass: false, blocking: [{ factorId: "F13", points: 0, reason: "zero" }] });
  });

  test.each([
    ["T1", 1, false],
    ["T1", 2, true],
    ["T2", 1, false],
    ["T2", 2, true],
    ["T3", 2, false],
    ["T3", 3, true],
    ["T4", 2, false],
    ["T4", 3, true],
  ] as const)("in %s a critical factor at %i: pass is %s", (tier, points, pass) => {
    const result = quality(PACK, tier, scores(4, { F07: points }), HOSPITAL);
    expect(result).toMatchObject({ pass });
    if (result.ok) expect(result.blocking.map(({ reason }) => reason)).toEqual(pass ? [] : ["critical"]);
  });

  test("a factor that is not critical may stand at 1", () => {
    expect(quality(PACK, "T4", scores(4, { F13: 1 }), HOSPITAL)).toMatchObject({ pass: true, blocking: [] });
  });

  test.each([
    // Weights at 4 points against the rest at 2: 50 + 0.5 × weight percent.
    ["T1", { F02: 4, F03: 4, F05: 2 }, 57.5, false],
    ["T1", { F02: 4, F01: 4 }, 60, true],
    ["T2", { F01: 4, F02: 4, F07: 4, F08: 4 }, 70, true],
    ["T2", { F01: 4, F02: 4, F04: 4, F07: 4 }, 69.5, false],
  ] as const)("in %s with %j is %d percent: pass is %s", (tier, except, percent, pass) => {
    expect(quality(PACK, tier, scores(2, except), HOSPITAL)).toMatchObject({ percent, pass });
  });

  test("pass marks are 60, 70, 80 and 85", () => {
    const marks = TIERS.map((tier) => quality(PACK, tier, scores(4), HOSPITAL));
    expect(marks.map((mark) => mark.ok && mark.passMark)).toEqual([60, 70, 80, 85]);
  });

  test("of two scores of one factor the lower counts, in either order", () => {
    const twice = [...scores(4), { factorId: "F13", points: 2 }];
    const percent = 100 - 1.5;
    expect(quality(PACK, "T1", twice, HOSPITAL)).toMatchObject({ percent });
    expect(quality(PACK, "T1", twice.reverse(), HOSPITAL)).toMatchObject({ percent });
  });

  test.each([5, -1, 2.5, Number.NaN])("%d points are a bug, not a judgement", (points) => {
    expect(() => quality(PACK, "T1", scores(4, { F05: points }), HOSPITAL)).toThrow(RangeError);
  });
});

describe("surveillance limits (F09)", () => {
  const withoutF09 = scores(4).filter(({ factorId }) => factorId !== "F09");

  test("do not apply one to one when the person starts it, and need no score", () => {
    expect(applicableFactors(PACK, AIRLINE).map(({ id }) => id)).not.toContain("F09");
    expect(quality(PACK, "T1", withoutF09, AIRLINE)).toMatchObject({ ok: true, percent: 100 });
  });

  test("leave their weight to the rest in proportion", () => {
    // F01 at 0 of 4 costs 11 of 93, not 11 of 100.
    const result = quality(PACK, "T1", scores(4, { F01: 0 }), AIRLINE);
    expect(result.ok && result.percent).toBeCloseTo((100 * 82) / 93, 10);
  });

  test("do not count when they are scored all the same, not even with zero", () => {
    const result = quality(PACK, "T1", scores(4, { F09: 0 }), AIRLINE);
    expect(result).toMatchObject({ percent: 100, pass: true, blocking: [] });
  });

  test.each([
    ["staff start it", { deployment: { mode: "staff" as const } }],
    [
      "one searches among many",
      { deployment: { operations: ["verify_1_1" as const, "identify_1_n" as const] } },
    ],
  ])("apply when %s", (_case, changes) => {
    expect(applicableFactors(PACK, sample("airline", changes)).map(({ id }) => id)).toContain("F09");
    expect(quality(PACK, "T1", withoutF09, sample("airline", changes))).toMatchObject({ factorIds: ["F09"] });
  });
});

test("a better score never lowers the quality, and never fails what passed", () => {
  const points = fc.integer({ min: 0, max: 4 });
  const tier = fc.constantFrom(...TIERS);
  fc.assert(
    fc.property(fc.tuple(...IDS.map(() => points)), fc.nat(IDS.length - 1), tier, (given, index, at) => {
      const before = IDS.map((factorId, place) => ({ factorId, points: given[place] ?? 0 }));
      const after = before.map((score, place) =>
        place === index ? { ...score, points: Math.min(4, score.points + 1) } : score,
      );
      const [low, high] = [quality(PACK, at, before, HOSPITAL), quality(PACK, at, after, HOSPITAL)];
      if (!low.ok || !high.ok) throw new Error("all factors are scored");
      expect(high.percent).toBeGreaterThanOrEqual(low.percent);
      expect(low.pass && !high.pass).toBe(false);
      expect(low.percent).toBeGreaterThanOrEqual(0);
      expect(high.percent).toBeLessThanOrEqual(100);
    }),
  );
});

describe("lanes", () => {
  test("T1 has three, which score for the others; from T2 on all score their own", () => {
    expect(lanesFor(PACK, "T1")).toEqual(["privacy", "technical", "compliance"]);
    for (const tier of ["T2", "T3", "T4"] as const) expect(lanesFor(PACK, tier)).toEqual([...LANES]);
  });

  const idsOf = (tier: "T1" | "T2", lane: (typeof LANES)[number]) =>
    factorsOfLane(PACK, tier, lane, HOSPITAL).map(({ id }) => id);

  test("in T1 compliance takes legal's factors, privacy ethics', technical fairness' and security's", () => {
    expect(idsOf("T1", "compliance")).toEqual(["F01", "F03", "F09", "F13", "F14"]);
    expect(idsOf("T1", "privacy")).toEqual(["F02", "F04", "F05", "F08", "F10", "F11"]);
    expect(idsOf("T1", "technical")).toEqual(["F06", "F07", "F12"]);
    expect(idsOf("T1", "legal")).toEqual([]);
  });

  test("in T2 each has its own", () => {
    expect(idsOf("T2", "legal")).toEqual(["F01", "F09"]);
    expect(idsOf("T2", "fairness")).toEqual(["F07"]);
    expect(idsOf("T2", "security")).toEqual(["F12"]);
    expect(idsOf("T2", "ethics")).toEqual(["F02", "F08", "F10"]);
  });

  test.each(TIERS)("in %s every factor that applies is in exactly one lane", (tier) => {
    for (const application of [AIRLINE, HOSPITAL]) {
      const placed = lanesFor(PACK, tier).flatMap((lane) => factorsOfLane(PACK, tier, lane, application));
      const ids = placed.map(({ id }) => id).sort();
      expect(ids).toEqual(applicableFactors(PACK, application).map(({ id }) => id));
    }
  });

  test("tracks follow the tier, and T4's board needs an external and a non-technical member", () => {
    expect(TIERS.map((tier) => trackOf(PACK, tier).id)).toEqual([
      "expedited",
      "lanes",
      "lanes_and_chair",
      "board",
    ]);
    expect(trackOf(PACK, "T4").board).toMatchObject({
      external_members_min: 1,
      non_technical_members_min: 1,
    });
  });
});
