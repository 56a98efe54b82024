import { EMBEDDING_MODEL_ID } from "./model-ids";

/** Rates as fractions: of pairs of two people called one (FMR), of pairs of one person missed (FNMR). */
export type OperatingPoint = { threshold: number; fmr: number; fnmr: number };

export type Calibration = {
  modelId: string;
  /** What the rates were counted on, and what they therefore do not say. */
  set: {
    name: string;
    pictures: number;
    identities: number;
    genuinePairs: number;
    impostorPairs: number;
    limits: readonly string[];
  };
  /** By rising threshold. */
  points: readonly OperatingPoint[];
  /** `verify`: least similarity called a match. `identify`: least for a lead; from `possible` up it is shown as possible. */
  defaults: { verify: number; identify: number; possible: number };
};

/** Rates belong to a model id, repair version included: none carries over to another. */
const CALIBRATIONS: readonly Calibration[] = [
  {
    modelId: EMBEDDING_MODEL_ID,
    set: {
      name: "public-figures-345",
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
    points: [
      { threshold: 0.4, fmr: 0.0036, fnmr: 0.0058 },
      { threshold: 0.45, fmr: 0.0014, fnmr: 0.0125 },
      { threshold: 0.5, fmr: 0.00057, fnmr: 0.02 },
      { threshold: 0.55, fmr: 0.0001, fnmr: 0.033 },
      { threshold: 0.6, fmr: 0.00002, fnmr: 0.052 },
      // No false match in 58,138 pairs: none seen is not none, so the last rate seen stands.
      { threshold: 0.65, fmr: 0.00002, fnmr: 0.087 },
    ],
    defaults: { verify: 0.5, identify: 0.57, possible: 0.45 },
  },
];

/** What was measured for a model, or `null`. */
export function calibrationOf(modelId: string): Calibration | null {
  return CALIBRATIONS.find((calibration) => calibration.modelId === modelId) ?? null;
}

/**
 * False match rate at a threshold, as a fraction: that of the nearest measured threshold below, which the true rate
 * of the set does not exceed. Never extrapolated.
 *
 * @returns `null` for a model or a threshold that was not measured
 */
export function fmrAt(modelId: string, threshold: number): number | null {
  const measured = calibrationOf(modelId)?.points.filter((point) => point.threshold <= threshold) ?? [];
  return measured.at(-1)?.fmr ?? null;
}

/** Thresholds that a decision may set as the floor of a grant, with what each costs; empty when unmeasured. */
export function floorChoices(modelId: string): readonly OperatingPoint[] {
  return calibrationOf(modelId)?.points ?? [];
}
