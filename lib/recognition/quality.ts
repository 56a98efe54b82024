/** Why a face is worse than one would wish: the closed list that the API publishes. */
export const QUALITY_REASONS = [
  "too_small",
  "blurred",
  "too_dark",
  "too_bright",
  "turned_away",
  "occluded",
  "several_faces",
] as const;

export type QualityReason = (typeof QUALITY_REASONS)[number];

export type QualityMeasures = {
  /**
   * Variance of the Laplacian of the aligned crop's luma, at a contrast like that of a well-lit portrait. A sharp
   * portrait has 100 and more; a blur of 4 % of the eye distance leaves about 40, of 8 % about 7.
   */
  sharpness: number;
  /** Mean luma of the aligned crop, 0..255. */
  brightness: number;
};

/**
 * `high`: good enough to enrol, no reasons. `medium`: good enough to be compared, with the reasons why it is not
 * better. `low`: not compared at all.
 */
export type QualityLevel = "high" | "medium" | "low";

export type Quality = { level: QualityLevel; reasons: readonly QualityReason[]; measures: QualityMeasures };

/** What a use asks of a face: a template that stays, or one comparison. */
export type QualityGate = "enrolment" | "probe";

type Limits = {
  eyeDistancePxMin: number;
  sharpnessMin: number;
  brightnessMin: number;
  brightnessMax: number;
  yawMax: number;
  pitchMax: number;
  scoreMin: number;
};

/**
 * From here on a face is as good as any. Misses (FNMR at 0.50, 128 pictures, clean against degraded, 5.4 % when clean
 * against clean): eye distance 24 px 6.1 %, blur of 4 % of it 8.8 %, luma 37 6.8 %, luma 223 12.2 %.
 */
const ENROLMENT: Limits = {
  eyeDistancePxMin: 24,
  sharpnessMin: 30,
  brightnessMin: 40,
  brightnessMax: 225,
  yawMax: 30,
  pitchMax: 25,
  scoreMin: 0.9,
};

/**
 * Past these a comparison says little: eye distance 10 px misses 33 %, 8 px 60 %; blur 8 % 56 %, 10 % 91 %; luma 11
 * 28 %, 6 96 %; luma 239 35 %. No degradation raised false matches. The limits of pose are chosen, not measured.
 */
const PROBE: Limits = {
  eyeDistancePxMin: 10,
  sharpnessMin: 10,
  brightnessMin: 10,
  brightnessMax: 245,
  yawMax: 60,
  pitchMax: 50,
  scoreMin: 0.5,
};

export type Assessed = {
  eyeDistancePx: number;
  score: number;
  pose: { yaw: number; pitch: number };
  measures: QualityMeasures;
};

/** Level and reasons of one face. `several_faces` is never among them: it is a picture's fault, not a face's. */
export function assessQuality(face: Assessed): Quality {
  const reasons = shortcomings(face, ENROLMENT);
  const level = shortcomings(face, PROBE).length > 0 ? "low" : reasons.length > 0 ? "medium" : "high";
  return { level, reasons, measures: face.measures };
}

/** Whether a face of this level may be used so. */
export function passesGate(level: QualityLevel, gate: QualityGate): boolean {
  return gate === "enrolment" ? level === "high" : level !== "low";
}

function shortcomings({ eyeDistancePx, score, pose, measures }: Assessed, limits: Limits): QualityReason[] {
  const fine: Partial<Record<QualityReason, boolean>> = {
    too_small: eyeDistancePx >= limits.eyeDistancePxMin,
    blurred: measures.sharpness >= limits.sharpnessMin,
    too_dark: measures.brightness >= limits.brightnessMin,
    too_bright: measures.brightness <= limits.brightnessMax,
    turned_away: Math.abs(pose.yaw) <= limits.yawMax && Math.abs(pose.pitch) <= limits.pitchMax,
    occluded: score >= limits.scoreMin,
  };
  return QUALITY_REASONS.filter((reason) => fine[reason] === false);
}
