import { calibrationInUse } from "./calibration-in-use";

/** Rates as fractions: of pairs of two people called one (FMR), of pairs of one person missed (FNMR). */
export type OperatingPoint = { threshold: number; fmr: number; fnmr: number };

export type Calibration = {
  modelId: string;
  /** What the rates were counted on, and what they therefore do not say. */
  set: {
    name: string;
    /** Who counted, with what, when, and whether it can be done again. */
    source: string;
    pictures: number;
    identities: number;
    genuinePairs: number;
    impostorPairs: number;
    limits: readonly string[];
  };
  /** Thresholds that a floor may have, rising. No FMR is zero: none seen is not none, so the last rate seen stands. */
  points: readonly OperatingPoint[];
  /** All that was counted, by rising threshold, zeros as they were. */
  counted: readonly OperatingPoint[];
  /** `verify`: least similarity called a match. `identify`: least for a lead; from `possible` up it is shown as possible. */
  defaults: { verify: number; identify: number; possible: number };
};

const FLOORS = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65] as const;

const DEFAULTS = { verify: 0.5, identify: 0.57, possible: 0.45 } as const;

/** The file that `npm run calibrate` wrote: the deployment's own, or the one that is shipped. */
function current(): Calibration {
  const { modelId, set, points, measuredOn, runtime } = calibrationInUse();
  return calibration(
    modelId,
    { ...set, source: `Measured by npm run calibrate on ${measuredOn}, on ${runtime}.` },
    points,
  );
}

/** The earlier pipeline of the same network, for what was decided and enrolled under its id. */
const FORMER = calibration(
  "mobilefacenet-r1",
  {
    name: "public-figures-345",
    source:
      "Entered by hand from a measurement of November 2026. Its pictures were not kept: it cannot be repeated.",
    pictures: 345,
    identities: 64,
    genuinePairs: 1_202,
    impostorPairs: 58_138,
    limits: [
      "Press and portrait pictures of public figures, mostly frontal and lit; not your cameras, not your people.",
      "64 identities: rates under about 0.1 % rest on a handful of pairs. Test on your own site before relying on one.",
      "On a harder set (grey and tightly cropped pictures added) FMR was about ten times as high: 0.56 % at 0.50.",
      "Not measured by group of people: no rate by skin colour, age or gender is claimed.",
    ],
  },
  [
    { threshold: 0.4, fmr: 0.0036, fnmr: 0.0058 },
    { threshold: 0.45, fmr: 0.0014, fnmr: 0.0125 },
    { threshold: 0.5, fmr: 0.00057, fnmr: 0.02 },
    { threshold: 0.55, fmr: 0.0001, fnmr: 0.033 },
    { threshold: 0.6, fmr: 0.00002, fnmr: 0.052 },
    { threshold: 0.65, fmr: 0, fnmr: 0.087 },
  ],
);

/** Rates belong to a model id, repair version included: none carries over to another. One set an id. */
let calibrations: readonly Calibration[] | undefined;

/** What was measured for a model, or `null`. */
export function calibrationOf(modelId: string): Calibration | null {
  calibrations ??= [current(), FORMER];
  return calibrations.find((known) => known.modelId === modelId) ?? null;
}

/**
 * False match rate at a threshold, as a fraction, on the set that `calibrationOf` names: that of the nearest measured
 * threshold below, which the true rate of the set does not exceed. Never extrapolated and never zero.
 *
 * @returns `null` for a model or a threshold that was not measured
 */
export function fmrAt(modelId: string, threshold: number): number | null {
  const known = calibrationOf(modelId);
  return known === null ? null : lastSeen(known.counted, threshold);
}

/** Thresholds that a decision may set as the floor of a grant, with what each costs; empty when unmeasured. */
export function floorChoices(modelId: string): readonly OperatingPoint[] {
  return calibrationOf(modelId)?.points ?? [];
}

function calibration(
  modelId: string,
  set: Calibration["set"],
  counted: readonly OperatingPoint[],
): Calibration {
  const points = FLOORS.flatMap((threshold) => {
    const fmr = lastSeen(counted, threshold);
    const below = counted.findLast((point) => point.threshold <= threshold);
    return fmr === null || below === undefined ? [] : [{ threshold, fmr, fnmr: below.fnmr }];
  });
  return { modelId, set, points, counted, defaults: DEFAULTS };
}

/** A set that saw no false match at a threshold may have been too small to see one. */
function lastSeen(counted: readonly OperatingPoint[], threshold: number): number | null {
  return counted.findLast((point) => point.threshold <= threshold && point.fmr > 0)?.fmr ?? null;
}
