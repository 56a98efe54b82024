import type { Landmarks, Point } from "./face";
import type { Affine } from "./pixels";

/** Side of the aligned crop. */
export const ALIGNED_SIDE = 112;

/** Where ArcFace and its relatives expect the five points in a crop of 112 × 112 (insightface, `arcface_dst`). */
const ARCFACE: Landmarks = {
  eyeLeft: { x: 38.2946, y: 51.6963 },
  eyeRight: { x: 73.5318, y: 51.5014 },
  nose: { x: 56.0252, y: 71.7366 },
  mouthLeft: { x: 41.5493, y: 92.3655 },
  mouthRight: { x: 70.7299, y: 92.2041 },
};

/**
 * Our crop shows 4 % more than ArcFace's and lies one of its pixels lower, since the mesh sets eyes and mouth further
 * apart than the finder that the network was trained with. Equal error rate on 128 pictures: 0.44 % against 0.72 %.
 */
const WIDER = 1.04;
const LOWER = 1;

/**
 * Eyes and nose say where a face is; a mouth opens, smiles or hides behind a hand. Equal weights: equal error rate
 * 1.07 % against 0.72 %.
 */
const POINTS = [
  { name: "eyeLeft", weight: 1 },
  { name: "eyeRight", weight: 1 },
  { name: "nose", weight: 0.5 },
  { name: "mouthLeft", weight: 0.2 },
  { name: "mouthRight", weight: 0.2 },
] as const;

const MIDDLE = (ALIGNED_SIDE - 1) / 2;

const TEMPLATE: readonly Point[] = POINTS.map(({ name }) => ({
  x: MIDDLE + (ARCFACE[name].x - MIDDLE) / WIDER,
  y: MIDDLE + (ARCFACE[name].y - LOWER - MIDDLE) / WIDER,
}));

/**
 * Map from the aligned crop to the picture: turn, scale and shift that bring the five points nearest to the
 * template in the weighted least squares (Umeyama 1991, two dimensions, without mirroring).
 */
export function alignment(landmarks: Landmarks): Affine {
  const from = POINTS.map(({ name }) => landmarks[name]);
  const fromMean = meanOf(from);
  const toMean = meanOf(TEMPLATE);
  let cosine = 0;
  let sine = 0;
  let spread = 0;
  for (const [index, { weight }] of POINTS.entries()) {
    const to = TEMPLATE[index] ?? toMean;
    const source = { x: to.x - toMean.x, y: to.y - toMean.y };
    const target = { x: (from[index]?.x ?? 0) - fromMean.x, y: (from[index]?.y ?? 0) - fromMean.y };
    cosine += weight * (source.x * target.x + source.y * target.y);
    sine += weight * (source.x * target.y - source.y * target.x);
    spread += weight * (source.x ** 2 + source.y ** 2);
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

/** Weighted by `POINTS`. */
function meanOf(points: readonly Point[]): Point {
  const total = POINTS.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: (point: Point) => number) =>
    POINTS.reduce((sum, { weight }, index) => sum + weight * of(points[index] ?? { x: 0, y: 0 }), 0) / total;
  return { x: mean(({ x }) => x), y: mean(({ y }) => y) };
}
