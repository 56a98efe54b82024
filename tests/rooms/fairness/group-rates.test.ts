import { describe, expect, it } from "vitest";
import { judge, ratios } from "#lib/fairness/compare-groups";
import { type Attempt, type GroupRates, groupRates, type Rate } from "#lib/fairness/group-rates";
import { fairnessResult, fairnessText } from "#lib/fairness/report";
import { type Interval, wilson } from "#lib/recognition/calibrate/intervals";

const DIMENSIONS = 6;
const THRESHOLD = 0.6;
const NO_LIMITS = { falseMatch: null, falseNonMatch: null, failureToEnrol: null, ratio: null };

/** Mulberry32, as in the room that draws persons. */
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

/** People with four pictures each; some are always blurred, so that pairs of one person rise and fall together. */
function people(count: number, random: () => number, group = "all"): Attempt[] {
  return Array.from({ length: count }, (_, person) => {
    const centre = Array.from({ length: DIMENSIONS }, () => gaussian(random));
    const blur = random() < 0.3 ? 0.9 : 0.25;
    return Array.from({ length: 4 }, () => ({
      identity: `${group}-${person}`,
      group,
      embedding: Float32Array.from(centre, (value) => value + blur * gaussian(random)),
    }));
  }).flat();
}

function isWithin(value: number, interval: Interval | undefined): boolean {
  return interval !== undefined && interval[0] <= value && value <= interval[1];
}

function independent(rate: Rate | null | undefined): Interval | undefined {
  return rate ? wilson(rate.rate, rate.trials) : undefined;
}

describe("rates of a group", () => {
  it("have intervals that hold the true rates as often as they say, though pairs depend on one another", () => {
    const random = seeded(1);
    const [truth] = groupRates(people(300, random), THRESHOLD);
    const sets = Array.from({ length: 80 }, () => groupRates(people(25, random), THRESHOLD)[0]);
    const coverage = (interval: (rates: GroupRates | undefined) => Interval | undefined, value = -1) =>
      sets.filter((rates) => isWithin(value, interval(rates))).length / sets.length;

    expect(coverage((rates) => rates?.falseMatch?.interval, truth?.falseMatch?.rate)).toBeGreaterThan(0.93);
    expect(coverage((rates) => rates?.falseNonMatch?.interval, truth?.falseNonMatch?.rate)).toBeGreaterThan(
      0.9,
    );
    // As if each pair were a person of its own: too narrow, too often wrong.
    expect(coverage((rates) => independent(rates?.falseMatch), truth?.falseMatch?.rate)).toBeLessThan(0.6);
    expect(coverage((rates) => independent(rates?.falseNonMatch), truth?.falseNonMatch?.rate)).toBeLessThan(
      0.85,
    );
  });

  it("compare people of one group only", () => {
    const random = seeded(2);
    const one = people(10, random, "one");
    const other = people(10, random, "other");
    const apart = groupRates(one, THRESHOLD)[0];
    expect(groupRates([...one, ...other], THRESHOLD)[0]).toEqual(apart);
    expect(apart?.falseMatch?.trials).toBe((40 * 39) / 2 - 10 * 6);
    expect(apart?.falseNonMatch?.trials).toBe(10 * 6);
  });

  it("count pictures without a template, by the people on them", () => {
    const random = seeded(3);
    const attempts = people(5, random).map(
      (attempt, index): Attempt => (index < 4 ? { ...attempt, embedding: null } : attempt),
    );
    const [rates] = groupRates(attempts, THRESHOLD);
    expect(rates?.failureToEnrol).toMatchObject({ errors: 4, trials: 20, rate: 0.2 });
    // All four are of one person: that tells less than four people would.
    expect(rates?.failureToEnrol.interval[1]).toBeGreaterThan(wilson(0.2, 20)[1]);
  });

  it("are not made up where there is no pair", () => {
    const alone = people(1, seeded(4)).slice(0, 1);
    expect(groupRates(alone, THRESHOLD)[0]).toMatchObject({
      falseMatch: null,
      falseNonMatch: null,
      subjects: 1,
    });
    const none: Attempt[] = [{ identity: "x", group: "g", embedding: null }];
    expect(groupRates(none, THRESHOLD)[0]).toMatchObject({ falseMatch: null, failureToEnrol: { rate: 1 } });
  });
});

const rate = (errors: number, trials: number) => ({
  errors,
  trials,
  rate: errors / trials,
  interval: wilson(errors / trials, trials),
});
const group = (name: string, falseMatch: ReturnType<typeof rate> | null): GroupRates => ({
  group: name,
  subjects: 10,
  pictures: 40,
  failureToEnrol: rate(0, 40),
  falseMatch,
  falseNonMatch: null,
});

describe("the verdict", () => {
  const limits = { ...NO_LIMITS, falseMatch: 0.01 };

  it("is a pass only where the whole interval keeps the limit", () => {
    expect(judge([group("a", rate(10, 10_000)), group("b", rate(12, 10_000))], limits).verdict).toBe("pass");
  });

  it("is a fail where one group's whole interval lies above it", () => {
    const { verdict, findings } = judge(
      [group("a", rate(10, 10_000)), group("b", rate(300, 10_000))],
      limits,
    );
    expect(verdict).toBe("fail");
    expect(findings[0]).toMatchObject({ verdict: "fail", group: "b", measure: "falseMatch" });
  });

  it("is insufficient evidence for no error in few trials, and says what that bounds", () => {
    const { verdict, findings } = judge([group("a", rate(0, 100)), group("b", rate(10, 10_000))], limits);
    expect(verdict).toBe("insufficient");
    expect(findings[0]?.why).toMatch(/^0 of 100: 0 % to 3\.7 %, limit 1 %; none seen bounds the rate/);
  });

  it("is never a pass where nothing was measured or nothing was asked", () => {
    expect(judge([group("a", null)], limits).verdict).toBe("insufficient");
    expect(judge([group("a", rate(0, 10_000))], NO_LIMITS).verdict).toBe("insufficient");
  });

  it("holds the worst group against the best", () => {
    const groups = [group("a", rate(100, 100_000)), group("b", rate(1_000, 100_000))];
    const ratio = ratios(groups).find(({ measure }) => measure === "falseMatch");
    expect(ratio).toMatchObject({ worst: "b", best: "a", value: 10 });
    expect(ratio?.interval[0]).toBeLessThan(10);
    expect(ratio?.interval[1]).toBeGreaterThan(10);
    expect(judge(groups, { ...NO_LIMITS, ratio: 2 }).verdict).toBe("fail");
    expect(
      judge(groups, { ...NO_LIMITS, ratio: 20 }).findings.find(({ why }) => why.startsWith("falseMatch"))
        ?.verdict,
    ).toBe("pass");
  });

  it("knows no ratio to a group without an error, but the least that it can be", () => {
    const [ratio] = ratios([group("a", rate(0, 1_000)), group("b", rate(500, 1_000))]).filter(
      ({ measure }) => measure === "falseMatch",
    );
    expect(ratio?.value).toBeNull();
    expect(ratio?.interval[0]).toBeGreaterThan(100);
    expect(ratio?.interval[1]).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the report", () => {
  it("draws each interval on one scale with the limit, and ends in data without infinities", () => {
    const groups = [group("a", rate(0, 1_000)), group("bb", rate(50, 1_000))];
    const run = {
      modelId: "m",
      runtime: "r",
      threshold: 0.5,
      groups,
      limits: { ...NO_LIMITS, falseMatch: 0.01 },
      missed: [{ path: "x.jpg", why: "no_face" }],
      seconds: 1,
    };
    const text = fairnessText(run);
    expect(text).toMatch(/bb {2}.*│.*─●─.* 5 % \[/);
    expect(text).toContain("FAIL");
    expect(text).toContain("not measured: no pair");
    expect(JSON.parse(JSON.stringify(fairnessResult(run)))).toMatchObject({ verdict: "fail", missed: 1 });
    expect(JSON.stringify(fairnessResult(run))).not.toContain("x.jpg");
  });
});
