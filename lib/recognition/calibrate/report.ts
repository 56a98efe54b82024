import type { Interval } from "./intervals";
import type { Skipped } from "./list-pictures";
import type { DetPoint, Measurement } from "./measure-errors";

export type Calibrated = {
  measured: Measurement;
  modelId: string;
  runtime: string;
  /** Looked at; `available` may be more. */
  pictures: number;
  available: number;
  missed: readonly Skipped[];
  skipped: readonly Skipped[];
  seconds: number;
};

const TABLE_THRESHOLDS = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7];

/** The result for a person at a terminal. */
export function reportText(calibrated: Calibrated): string {
  const { measured } = calibrated;
  return [
    ...headLines(calibrated),
    "",
    `EER          ${within(measured.eer.rate, measured.eer.rate95)} at similarity ${measured.eer.threshold.toFixed(3)}`,
    ...measured.tarAtFar.map(({ far, tar, tar95, threshold, carried }) => {
      const soft = carried ? "" : "; too few pairs for this FAR: this is TAR without any false match";
      const at = Number.isFinite(threshold) ? ` at similarity ${threshold.toFixed(3)}` : "";
      return `TAR at FAR ${percent(far)}  ${within(tar, tar95)}${at}${soft}`;
    }),
    measured.rank1 === null
      ? "Rank 1       not measured"
      : `Rank 1       ${within(measured.rank1.rate, measured.rank1.rate95)} of ${measured.rank1.probes} pictures`,
    "",
    "similarity   FMR                             FNMR",
    ...measured.thresholds
      .filter(({ threshold }) => TABLE_THRESHOLDS.includes(threshold))
      .map(({ threshold, fmr, fmr95, fnmr, fnmr95 }) => {
        return `${threshold.toFixed(2).padEnd(13)}${within(fmr, fmr95).padEnd(32)}${within(fnmr, fnmr95)}`;
      }),
    "",
    ...drawDet(measured.det),
    "",
    ...rejectLines(measured),
    "",
    `In brackets 95 %: Wilson with the variance of pairs that share a person; EER and TAR by ${measured.resamples} draws of persons.`,
  ].join("\n");
}

function headLines({ measured, pictures, available, missed, skipped, ...rest }: Calibrated): string[] {
  const part = pictures < available ? ` of ${available} (a part of the set: time was up)` : "";
  return [
    `${rest.modelId} on ${rest.runtime}, ${rest.seconds.toFixed(1)} s`,
    `${pictures} pictures${part} of ${measured.identities} identities (the folder that holds a picture names whose it is)`,
    `${measured.found} with a face, ${missed.length} without; ${measured.genuine} genuine pairs, ${measured.impostor} impostor pairs`,
    ...missed.map(({ path, why }) => `  no embedding: ${path}: ${why}`),
    ...skipped.map(({ path, why }) => `  not counted: ${path}: ${why}`),
  ];
}

function rejectLines({ reject }: Measurement): string[] {
  if (reject.curves.length === 0 || !Number.isFinite(reject.threshold)) return [];
  const shares =
    reject.curves[0]?.points.map(({ dropped }) => `${Math.round(100 * dropped)} %`.padEnd(9)) ?? [];
  return [
    `Misses (FNMR) at similarity ${reject.threshold.toFixed(3)} when the worst pictures by a measure are dropped:`,
    `${"dropped".padEnd(14)}${shares.join("")}`,
    ...reject.curves.map(({ measure, points }) => {
      const cells = points.map(({ fnmr }) => (fnmr === null ? "none left" : percent(fnmr)).padEnd(9));
      return `${measure.padEnd(14)}${cells.join("")}`.trimEnd();
    }),
  ];
}

const PLOT = { rows: 10, columns: 56, fnmrMin: 0.001 } as const;

/** FNMR over FMR, both axes by powers of ten: a good engine hugs the lower left. */
function drawDet(det: readonly DetPoint[]): string[] {
  const drawn = det.filter(({ fmr }) => fmr > 0);
  const [first] = drawn;
  const last = drawn.at(-1);
  if (first === undefined || last === undefined || first.fmr === last.fmr) return [];
  const [left, right] = [Math.log10(first.fmr), Math.log10(last.fmr)];
  const bottom = Math.log10(PLOT.fnmrMin);
  const grid = Array.from({ length: PLOT.rows + 1 }, () => Array<string>(PLOT.columns + 1).fill(" "));
  for (const { fmr, fnmr } of drawn) {
    const column = Math.round((PLOT.columns * (Math.log10(fmr) - left)) / (right - left));
    const height = Math.log10(Math.max(fnmr, PLOT.fnmrMin)) - bottom;
    const row = grid[Math.round((PLOT.rows * -height) / bottom)];
    // Below the axis there is nothing to draw: no miss at all stands on it.
    if (row) row[column] = fnmr < PLOT.fnmrMin ? "_" : "o";
  }
  const lines = grid.map((cells, row) => {
    const label = row % 5 === 0 ? percent(10 ** (bottom - (bottom * row) / PLOT.rows)) : "";
    return `${label.padStart(8)} |${cells.join("").trimEnd()}`;
  });
  const axis = `${percent(first.fmr)}${percent(last.fmr).padStart(PLOT.columns - percent(first.fmr).length + 1)}`;
  return [
    "FNMR",
    ...lines.toReversed(),
    `${" ".repeat(9)}+${"-".repeat(PLOT.columns + 1)}`,
    `${" ".repeat(10)}${axis}  FMR`,
  ];
}

function within(rate: number, [low, high]: Interval): string {
  return `${percent(rate)} (${percent(low)} to ${percent(high)})`;
}

/** Two figures that count, without an exponent. */
function percent(rate: number): string {
  const value = 100 * rate;
  if (value === 0 || value >= 99.995) return `${value.toFixed(0)} %`;
  return `${value >= 1 ? value.toFixed(2) : value.toFixed(value >= 0.1 ? 2 : 4)} %`;
}
