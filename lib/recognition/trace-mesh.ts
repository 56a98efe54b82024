import { cropPixels } from "./crop-pixels";
import type { Bounds, Candidate } from "./detection";
import type { Landmarks, Point } from "./face";
import { cutOut, type Pixels, type SquareView, scaleOf, toPicture } from "./pixels";
import type { Network } from "./runtime";

const POINTS = 468;

/** Side of the crop over the longer side of the box; MediaPipe's own figure. */
const MARGIN = 1.5;

/** In pixels of the picture; `z` is depth, smaller is nearer. */
export type MeshPoint = Point & { z: number };

/** `logOdds`: natural logarithm of the odds that the crop held a face; 0 is even. */
export type Mesh = { logOdds: number; points: readonly MeshPoint[] };

/** The square around a candidate, turned so that its eyes lie level. */
export function viewOf({ bounds, points }: Candidate): SquareView {
  const [eyeLeft, eyeRight] = points;
  const angle = eyeLeft && eyeRight ? Math.atan2(eyeRight.y - eyeLeft.y, eyeRight.x - eyeLeft.x) : 0;
  return {
    centre: { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 },
    side: MARGIN * Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top),
    angle,
  };
}

/** The square around a mesh, turned so that its eyes lie level. */
export function viewAround({ points }: Mesh, { eyeLeft, eyeRight }: Landmarks): SquareView {
  const angle = Math.atan2(eyeRight.y - eyeLeft.y, eyeRight.x - eyeLeft.x);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = points.map(({ x, y }) => x * cos + y * sin);
  const across = points.map(({ x, y }) => y * cos - x * sin);
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...across), Math.max(...across)];
  const u = (left + right) / 2;
  const v = (top + bottom) / 2;
  return {
    centre: { x: u * cos - v * sin, y: u * sin + v * cos },
    side: MARGIN * Math.max(right - left, bottom - top),
    angle,
  };
}

/** Lays the mesh of 468 points over the face in `view`. */
export async function traceMesh(facemesh: Network, picture: Pixels, view: SquareView): Promise<Mesh> {
  const map = cutOut(view, facemesh.side);
  cropPixels(picture, map, facemesh.side, facemesh.input, 0.5);
  const [flag, mesh] = await facemesh.predict();
  const logOdds = flag?.data[0];
  if (logOdds === undefined || mesh?.data.length !== 3 * POINTS)
    throw new Error("facemesh: unexpected outputs");
  const scale = scaleOf(map);
  const numberAt = (place: number) => mesh.data[place] ?? 0;
  const points = Array.from({ length: POINTS }, (_, index) => {
    const { x, y } = toPicture(map, { x: numberAt(3 * index) - 0.5, y: numberAt(3 * index + 1) - 0.5 });
    return { x, y, z: numberAt(3 * index + 2) * scale };
  });
  return { logOdds, points };
}

/** Mesh points whose mean is the landmark; the eyes from their corners and lids, as the embedding was trained. */
const LANDMARK_POINTS: Record<keyof Landmarks, readonly number[]> = {
  eyeLeft: [33, 133, 159, 145],
  eyeRight: [362, 263, 386, 374],
  nose: [1, 4],
  mouthLeft: [61],
  mouthRight: [291],
};

/** The upright rectangle that the mesh covers, from forehead to chin. */
export function boundsOf({ points }: Mesh): Bounds {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** The five points that alignment stands on. */
export function landmarksOf({ points }: Mesh): Landmarks {
  const mean = (name: keyof Landmarks): Point => {
    const chosen = LANDMARK_POINTS[name].map((index) => pointAt(points, index));
    return {
      x: chosen.reduce((sum, { x }) => sum + x, 0) / chosen.length,
      y: chosen.reduce((sum, { y }) => sum + y, 0) / chosen.length,
    };
  };
  return {
    eyeLeft: mean("eyeLeft"),
    eyeRight: mean("eyeRight"),
    nose: mean("nose"),
    mouthLeft: mean("mouthLeft"),
    mouthRight: mean("mouthRight"),
  };
}

/** Pixels between the centres of the eyes. */
export function eyeDistance({ eyeLeft, eyeRight }: Landmarks): number {
  return Math.hypot(eyeRight.x - eyeLeft.x, eyeRight.y - eyeLeft.y);
}

export function pointAt(points: readonly MeshPoint[], index: number): MeshPoint {
  const point = points[index];
  if (!point) throw new Error(`mesh has no point ${index}`);
  return point;
}
