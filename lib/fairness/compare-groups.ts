import type { Interval } from "#lib/recognition/calibrate/intervals";
import type { GroupRates, Rate } from "./group-rates";

export const MEASURES = ["failureToEnrol", "falseMatch", "falseNonMatch"] as const;
export type Measure = (typeof MEASURES)[number];

/** Most that a group may err, and most by which the worst may err more than the best. Fractions; null asks nothing. */
export type Limits = Readonly<Record<Measure, number | null>> & { ratio: number | null };

/** The worst group's rate over the best one's. */
export type Ratio = {
  measure: Measure;
  worst: string;
  best: string;
  /** null where the best group made no error: the ratio has no value, only a least one. */
  value: number | null;
  /** Holds the true ratio at 95 % or more: from the ends of both intervals, so wider than need be. The high end may be ∞. */
  interval: Interval;
};

/**
 * Max/min ratios of the groups (ISO/IEC 19795-10, differential performance), for each measure that two groups have.
 */
export function ratios(groups: readonly GroupRates[]): Ratio[] {
  return MEASURES.flatMap((measure) => {
    const rated = groups.flatMap((group) => {
      const rate = group[measure];
      return rate === null ? [] : [{ group: group.group, rate }];
    });
    const rising = rated.toSorted((one, other) => one.rate.rate - other.rate.rate);
    const [best] = rising;
    const worst = rising.at(-1);
    if (best === undefined || worst === undefined || best === worst) return [];
    const value = best.rate.rate === 0 ? null : worst.rate.rate / best.rate.rate;
    return [
      {
        measure,
        worst: worst.group,
        best: best.group,
        value,
        interval: ratioInterval(worst.rate, best.rate),
      },
    ];
  });
}

function ratioInterval(worst: Rate, best: Rate): Interval {
  const [least] = worst.interval;
  const [, most] = best.interval;
  const low = most === 0 ? 1 : least / most;
  const [bestLeast] = best.interval;
  const high = bestLeast === 0 ? Number.POSITIVE_INFINITY : worst.interval[1] / bestLeast;
  return [low, high];
}

export type Verdict = "pass" | "fail" | "insufficient";
export type Finding = { verdict: Verdict; measure: Measure | "ratio"; group: string | null; why: string };

/**
 * What the set proves about the limits. A limit is kept where the whole interval lies at or under it, broken where the
 * whole lies above; in between the sample cannot say: "insufficient evidence" is an answer of its own, never a pass.
 *
 * @returns a finding for each group and limit, the worst verdict first
 */
export function judge(
  groups: readonly GroupRates[],
  limits: Limits,
): { verdict: Verdict; findings: readonly Finding[] } {
  const findings = [
    ...groups.flatMap((group) =>
      MEASURES.flatMap((measure) => {
        const limit = limits[measure];
        return limit === null ? [] : [findingOf(group, measure, limit)];
      }),
    ),
    ...(limits.ratio === null ? [] : ratios(groups).map((ratio) => ratioFinding(ratio, limits.ratio ?? 1))),
  ].toSorted((one, other) => RANK[one.verdict] - RANK[other.verdict]);
  return { verdict: findings[0]?.verdict ?? "insufficient", findings };
}

const RANK: Readonly<Record<Verdict, number>> = { fail: 0, insufficient: 1, pass: 2 };

function findingOf(group: GroupRates, measure: Measure, limit: number): Finding {
  const rate = group[measure];
  if (rate === null)
    return { verdict: "insufficient", measure, group: group.group, why: "no pair to measure it on" };
  return { verdict: verdictOf(rate.interval, limit), measure, group: group.group, why: wordsOf(rate, limit) };
}

function ratioFinding({ measure, worst, best, interval }: Ratio, limit: number): Finding {
  const [low, high] = interval;
  const upTo = Number.isFinite(high) ? high.toFixed(1) : "any number of";
  const why = `${measure}: ${worst} errs ${low.toFixed(1)} to ${upTo} times as often as ${best}, limit ${limit}`;
  return { verdict: verdictOf(interval, limit), measure: "ratio", group: worst, why };
}

function verdictOf([low, high]: Interval, limit: number): Verdict {
  if (high <= limit) return "pass";
  return low > limit ? "fail" : "insufficient";
}

function wordsOf({ errors, trials, interval }: Rate, limit: number): string {
  const [low, high] = interval;
  const none = errors === 0 ? "; none seen bounds the rate, it does not make it nothing" : "";
  return `${errors} of ${trials}: ${percent(low)} to ${percent(high)}, limit ${percent(limit)}${none}`;
}

/** A fraction as a percentage of three significant digits. */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(3))} %`;
}
