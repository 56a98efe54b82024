import { cannotSay } from "./cannot-say";
import { judge, type Limits, MEASURES, type Measure, percent, ratios } from "./compare-groups";
import type { GroupRates, Rate } from "./group-rates";

export type FairnessRun = {
  modelId: string;
  runtime: string;
  threshold: number;
  groups: readonly GroupRates[];
  limits: Limits;
  /** Pictures that gave no template, with the reason. */
  missed: readonly { path: string; why: string }[];
  seconds: number;
};

export const TITLES: Readonly<Record<Measure, string>> = {
  failureToEnrol: "Failure to enrol (FTE)",
  falseMatch: "False match rate (FMR), two people of one group",
  falseNonMatch: "False non-match rate (FNMR)",
};
const PLOT_WIDTH = 44;
export const VERDICTS = { pass: "PASS", fail: "FAIL", insufficient: "INSUFFICIENT EVIDENCE" } as const;

/** The result for a person at a terminal: rates with a forest plot, ratios, and what the set proves. */
export function fairnessText(run: FairnessRun): string {
  const { verdict, findings } = judge(run.groups, run.limits);
  return [
    `${run.modelId} on ${run.runtime}, matches from similarity ${run.threshold} up, ${run.seconds.toFixed(1)} s`,
    ...run.groups.map(
      ({ group, subjects, pictures }) => `${group}: ${subjects} subjects, ${pictures} pictures`,
    ),
    ...run.missed.map(({ path, why }) => `  no template: ${path}: ${why}`),
    ...MEASURES.flatMap((measure) => [
      "",
      TITLES[measure],
      ...forest(run.groups, measure, run.limits[measure]),
    ]),
    "",
    "Worst group over best group",
    ...ratios(run.groups).map(({ measure, worst, best, value, interval: [low, high] }) => {
      const shown = value === null ? "no value: no error in the best" : value.toFixed(2);
      return `  ${measure}: ${worst} / ${best}  ${shown} [${low.toFixed(2)}, ${Number.isFinite(high) ? high.toFixed(2) : "∞"}]`;
    }),
    "",
    VERDICTS[verdict],
    ...findings.map((one) => `  ${VERDICTS[one.verdict]}  ${one.group ?? ""} ${one.measure}: ${one.why}`),
    "",
    "What this set cannot say",
    ...cannotSay(run.groups).map((line) => `  ${line}`),
    "",
    "In brackets 95 %: Wilson with the variance of pairs that share a person. The set is not kept.",
  ].join("\n");
}

/** A line a group: name, rate, interval, and the interval drawn on one scale with the limit as a bar. */
function forest(groups: readonly GroupRates[], measure: Measure, limit: number | null): string[] {
  const rates = groups.map(({ group, [measure]: rate }) => ({ group, rate }));
  const most = Math.max(limit ?? 0, ...rates.map(({ rate }) => rate?.interval[1] ?? 0), 1e-6);
  const width = Math.max(...groups.map(({ group }) => group.length));
  return rates.map(({ group, rate }) => {
    if (rate === null) return `  ${group.padEnd(width)}  not measured: no pair`;
    const [low, high] = rate.interval;
    return `  ${group.padEnd(width)}  ${drawn(rate, most, limit)}  ${percent(rate.rate)} [${percent(low)}, ${percent(high)}] of ${rate.trials}`;
  });
}

function drawn({ rate, interval: [low, high] }: Rate, most: number, limit: number | null): string {
  const place = (value: number) => Math.min(PLOT_WIDTH - 1, Math.round((value / most) * (PLOT_WIDTH - 1)));
  const line = Array.from<unknown, string>({ length: PLOT_WIDTH }, (_, at) =>
    at >= place(low) && at <= place(high) ? "─" : " ",
  );
  if (limit !== null) line[place(limit)] = "│";
  line[place(rate)] = "●";
  return line.join("");
}

export type FairnessReport = ReturnType<typeof fairnessResult>;

/** The result as data: fractions, and null for what has no value. It names no picture and no subject. */
export function fairnessResult(run: FairnessRun) {
  const { verdict, findings } = judge(run.groups, run.limits);
  return {
    verdict,
    model: run.modelId,
    runtime: run.runtime,
    threshold: run.threshold,
    limits: run.limits,
    groups: run.groups,
    ratios: ratios(run.groups).map(({ interval: [low, high], ...ratio }) => ({
      ...ratio,
      interval: [low, Number.isFinite(high) ? high : null],
    })),
    findings,
    cannotSay: cannotSay(run.groups),
    missed: run.missed.length,
  };
}
