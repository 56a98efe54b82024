import { type Bounds, type Candidate, containment } from "./detection";
import type { Landmarks } from "./face";
import type { Pixels } from "./pixels";
import type { Network } from "./runtime";
import { boundsOf, landmarksOf, type Mesh, traceMesh, viewAround, viewOf } from "./trace-mesh";

/** `bounds` are the mesh's; `detectorScore` is BlazeFace's, 0..1. */
export type TracedFace = { mesh: Mesh; bounds: Bounds; landmarks: Landmarks; detectorScore: number };

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
    faces.push(tracedFace(mesh, candidate.score));
  }
  return faces;
}

function tracedFace(mesh: Mesh, detectorScore: number): TracedFace {
  return { mesh, bounds: boundsOf(mesh), landmarks: landmarksOf(mesh), detectorScore };
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
    refined.push(mesh.logOdds < LOG_ODDS_MIN ? face : tracedFace(mesh, face.detectorScore));
  }
  return keepBest(refined);
}

/** One mesh a face: of two that lie half over one another, the one that fits better. */
export function keepBest(faces: readonly TracedFace[]): TracedFace[] {
  const kept: TracedFace[] = [];
  for (const face of faces.toSorted((a, b) => fitOf(b) - fitOf(a))) {
    if (!kept.some(({ bounds }) => containment(bounds, face.bounds) > SAME_FACE)) kept.push(face);
  }
  return kept;
}
