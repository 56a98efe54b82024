import type { Landmarks, Point } from "./face";
import { type Affine, cropPixels, type Pyramid } from "./pixels";
import type { Tensor } from "./runtime";

/** Side of the aligned crop. */
export const ALIGNED_SIDE = 112;

/** Where ArcFace and its relatives expect the five points in a crop of 112 × 112 (insightface, `arcface_dst`). */
const TEMPLATE: Landmarks = {
  eyeLeft: { x: 38.2946, y: 51.6963 },
  eyeRight: { x: 73.5318, y: 51.5014 },
  nose: { x: 56.0252, y: 71.7366 },
  mouthLeft: { x: 41.5493, y: 92.3655 },
  mouthRight: { x: 70.7299, y: 92.2041 },
};

const NAMES = ["eyeLeft", "eyeRight", "nose", "mouthLeft", "mouthRight"] as const;

/** The crop that `alignment` found, as the embedding network takes it: RGB, `(value − 127.5) / 128`. */
export function alignFace(pyramid: Pyramid, map: Affine): Tensor {
  const data = cropPixels(pyramid, map, ALIGNED_SIDE, 1 / 128, -127.5 / 128);
  return { shape: [1, ALIGNED_SIDE, ALIGNED_SIDE, 3], data };
}

/**
 * Map from the aligned crop to the picture: turn, scale and shift that bring the five points nearest to the
 * template in the least squares (Umeyama 1991, two dimensions, without mirroring).
 */
export function alignment(landmarks: Landmarks): Affine {
  const from = NAMES.map((name) => landmarks[name]);
  const to = NAMES.map((name) => TEMPLATE[name]);
  const fromMean = meanOf(from);
  const toMean = meanOf(to);
  let cosine = 0;
  let sine = 0;
  let spread = 0;
  for (const [index, point] of to.entries()) {
    const source = { x: point.x - toMean.x, y: point.y - toMean.y };
    const target = { x: (from[index]?.x ?? 0) - fromMean.x, y: (from[index]?.y ?? 0) - fromMean.y };
    cosine += source.x * target.x + source.y * target.y;
    sine += source.x * target.y - source.y * target.x;
    spread += source.x ** 2 + source.y ** 2;
  }
  const a = cosine / spread;
  const d = sine / spread;
  return {
    a,
    b: -d,
    c: fromMean.x - a * toMean.x + d * toMean.y,
    d,
    e: a,
    f: fromMean.y - d * toMean.x - a * toMean.y,
  };
}

function meanOf(points: readonly Point[]): Point {
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
}
