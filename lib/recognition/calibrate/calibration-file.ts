import type { Measurement } from "./measure-errors";

/** What was measured, with what and when. No name of a person and no path of a machine. */
export type CalibrationAbout = {
  modelId: string;
  runtime: string;
  /** Day, `2031-01-01`. */
  measuredOn: string;
  set: { name: string; pictures: number; limits: readonly string[] };
};

/** The file's format; a reader refuses another. */
export const CALIBRATION_FORMAT = "countersign-calibration-1";

/** Stated in each file, so that nobody has to guess what a range means. */
const METHODS = {
  rates:
    "All pairs of two pictures; a pair is a match from the threshold up. FMR of impostor pairs, FNMR of genuine pairs (ISO/IEC 19795-1). Pictures without a face are in no pair.",
  eer: "Mean of FMR and FNMR at the threshold where they are closest.",
  interval95:
    "At a threshold: Wilson's interval on the number of independent pairs that have the variance of pairs that share a person (FNMR: Fogliato, Patil, Perona, IJCV 2024; FMR: jackknife over persons, Efron, Stein 1981), with Student's t by the persons that carry it. EER and TAR: percentiles of a bootstrap over persons (Bolle, Ratha, Pankanti 2004; Owen 2007), TAR widened to Wilson's.",
  reject:
    "FNMR of the genuine pairs left when the worst pictures by one measure are dropped (Grother, Tabassi 2007; ISO/IEC 29794-1).",
} as const;

/** Measurement and what it is of, as it is written. `Infinity` (no threshold reaches a rate) becomes `null`. */
export function calibrationFile(about: CalibrationAbout, measured: Measurement) {
  const { modelId, runtime, measuredOn, set } = about;
  const { eer, tarAtFar, rank1, thresholds, det, reject } = measured;
  return rounded({
    format: CALIBRATION_FORMAT,
    modelId,
    runtime,
    measuredOn,
    set: {
      name: set.name,
      pictures: set.pictures,
      found: measured.found,
      identities: measured.identities,
      genuinePairs: measured.genuine,
      impostorPairs: measured.impostor,
      limits: [...set.limits, ...limitsOf(measured)],
    },
    methods: METHODS,
    eer,
    tarAtFar,
    rank1,
    points: thresholds.map(({ threshold, fmr, fnmr }) => ({ threshold, fmr, fnmr })),
    intervals: thresholds.map(({ threshold, fmr95, fnmr95 }) => ({ threshold, fmr95, fnmr95 })),
    det,
    reject,
  });
}

/**
 * JSON on few lines: whatever fits in one is in one. The project's formatter leaves it as it is.
 */
export function calibrationText(file: unknown): string {
  return `${print(file, "", 0)}\n`;
}

/** What follows from the numbers alone. */
function limitsOf({ identities, impostor }: Measurement): string[] {
  // One figure, and no exponent for a small set.
  const least = Math.min(100, Number((300 / impostor).toPrecision(1)));
  return [
    `${identities} identities, ${impostor} impostor pairs: an FMR under ${least} % cannot be told from none on this set.`,
    "Not measured by group of people: no rate by skin colour, age or gender is claimed.",
  ];
}

const DIGITS = 6;

/** The same structure with numbers of six decimals. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? Number(value.toFixed(DIGITS)) : null;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
}

const LINE_WIDTH = 110;

/** @param used columns taken before and after the value on its line */
function print(value: unknown, indent: string, used: number): string {
  const line = onOneLine(value);
  if (typeof value !== "object" || value === null || indent.length + used + line.length <= LINE_WIDTH) {
    return line;
  }
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const inner = Array.isArray(value)
    ? value.map((item) => `${deeper}${print(item, deeper, 1)}`)
    : Object.entries(value).map(([key, item]) => {
        const name = `${JSON.stringify(key)}: `;
        return `${deeper}${name}${print(item, deeper, name.length + 1)}`;
      });
  return `${open}\n${inner.join(",\n")}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`);
  return `{ ${entries.join(", ")} }`;
}
