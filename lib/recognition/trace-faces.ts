import { type Bounds, type Candidate, containment } from "./detection";
import type { Landmarks } from "./face";
import type { Pixels } from "./pixels";
import type { Network } from "./runtime";
import { boundsOf, eyeDistance, landmarksOf, type Mesh, traceMesh, viewAround, viewOf } from "./trace-mesh";

/**
 * `bounds` are the mesh's; `detectorScore` is BlazeFace's, 0..1. `pointsApart` is how far the mesh's eyes, nose and mouth
 * lie from BlazeFace's, the worst of them, in distances between the eyes; a mesh that was laid over another one's place
 * has nothing to be compared with, and infinity there.
 */
export type TracedFace = {
  mesh: Mesh;
  bounds: Bounds;
  landmarks: Landmarks;
  detectorScore: number;
  pointsApart: number;
};

/** True faces reach 10 and more, false boxes mostly −2 and less; without this gate false boxes win. */
const LOG_ODDS_MIN = 0;

/** Share of the smaller mesh that lies within the larger one. */
const SAME_FACE = 0.5;

/** The detector's certainty counts too: a mesh laid over an ear can fit as well as one over the face. */
export function fitOf({ mesh, detectorScore }: TracedFace): number {
  return mesh.logOdds * detectorScore;
}

/** The faces among the places that may hold one. */
export async function traceAll(
  facemesh: Network,
  picture: Pixels,
  candidates: readonly Candidate[],
): Promise<TracedFace[]> {
  const faces: TracedFace[] = [];
  for (const candidate of candidates) {
    const mesh = await traceMesh(facemesh, picture, viewOf(candidate));
    if (mesh.logOdds < LOG_ODDS_MIN) continue;
    const face = placed(mesh);
    const pointsApart = distanceOfPoints(face.landmarks, candidate);
    faces.push({ ...face, detectorScore: candidate.score, pointsApart });
  }
  return faces;
}

function distanceOfPoints(landmarks: Landmarks, { points }: Candidate): number {
  const { eyeLeft, eyeRight, nose, mouthLeft, mouthRight } = landmarks;
  const mouth = { x: (mouthLeft.x + mouthRight.x) / 2, y: (mouthLeft.y + mouthRight.y) / 2 };
  const distances = [eyeLeft, eyeRight, nose, mouth].map((place, index) => {
    const point = points[index];
    return point ? Math.hypot(point.x - place.x, point.y - place.y) : Infinity;
  });
  return Math.max(...distances) / eyeDistance(landmarks);
}

/** Lays each mesh again over a crop cut from the first one, which sits better than one cut from the detector's box. */
export async function refineAll(
  facemesh: Network,
  picture: Pixels,
  faces: readonly TracedFace[],
): Promise<TracedFace[]> {
  const refined: TracedFace[] = [];
  for (const face of faces) {
    const mesh = await traceMesh(facemesh, picture, viewAround(face.mesh, face.landmarks));
    refined.push(mesh.logOdds < LOG_ODDS_MIN ? face : { ...face, ...placed(mesh), pointsApart: Infinity });
  }
  return keepBest(refined);
}

function placed(mesh: Mesh): Pick<TracedFace, "mesh" | "bounds" | "landmarks"> {
  return { mesh, bounds: boundsOf(mesh), landmarks: landmarksOf(mesh) };
}

/** One mesh a face: of two that lie half over one another, the one that fits better. */
export function keepBest(faces: readonly TracedFace[]): TracedFace[] {
  const kept: TracedFace[] = [];
  for (const face of faces.toSorted((a, b) => fitOf(b) - fitOf(a))) {
    if (!kept.some(({ bounds }) => containment(bounds, face.bounds) > SAME_FACE)) kept.push(face);
  }
  return kept;
}
