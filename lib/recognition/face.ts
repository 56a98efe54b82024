import type { Quality } from "./quality";

/** Pixels of the upright image (EXIF orientation applied), origin top left, y down. */
export type Point = { x: number; y: number };

/** Whole pixels of the upright image, never outside it. */
export type Box = { x: number; y: number; width: number; height: number };

/** Left and right as one sees them in the upright face: `eyeLeft` is the subject's right eye. */
export type Landmarks = { eyeLeft: Point; eyeRight: Point; nose: Point; mouthLeft: Point; mouthRight: Point };

/**
 * Degrees. `roll` −180..180, positive when the head leans clockwise in the image; `yaw` positive when the face looks
 * to the right of the image; `pitch` positive when it looks up.
 */
export type Pose = { roll: number; yaw: number; pitch: number };

export type Face = {
  box: Box;
  /** The mesh network's certainty that this is a whole face, 0..1. Faces under 0.5 are not reported. */
  score: number;
  landmarks: Landmarks;
  pose: Pose;
  quality: Quality;
  /** Distance between the centres of the eyes: the measure of how much face there is. */
  eyeDistancePx: number;
};

export type ImageSize = { width: number; height: number };

/** Why a picture was not answered: the caller's input, never a fault of ours. */
export type Refusal =
  | "image_unsupported"
  | "image_too_large"
  | "no_face"
  | "too_many_faces"
  | "quality_too_low";

export type Refused = {
  ok: false;
  refusal: Refusal;
  /** Closed words: of `IMAGE_REASONS` for the two image refusals, of `QUALITY_REASONS` for the others. */
  reasons: readonly string[];
};
