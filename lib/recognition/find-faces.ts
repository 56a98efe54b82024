import { type Bounds, type Candidate, containment, overlap } from "./detection";
import type { Landmarks } from "./face";
import { findCandidates } from "./find-candidates";
import type { Pixels, Pyramid, SquareView } from "./pixels";
import type { Network } from "./runtime";
import { boundsOf, landmarksOf, type Mesh, traceMesh, viewAround, viewOf } from "./trace-mesh";

export type FindNetworks = { blazeface: Network; facemesh: Network };

/** `detectorScore` is BlazeFace's, 0..1. */
export type TracedFace = { mesh: Mesh; landmarks: Landmarks; detectorScore: number };

/** True faces reach 10 and more, false boxes mostly −2 and less; without this gate false boxes win. */
const LOG_ODDS_MIN = 0;

/**
 * From here on a mesh is right side up. Of 127 portraits, 95 % reach 20 the right way up and the least 15.3; upside
 * down a mesh laid over a detector's box passed 10 in few and 14.4 in none.
 */
const LOG_ODDS_UPRIGHT = 18;

/** BlazeFace under-rates faces that fill the picture or hang over its edge; a margin brings them back. */
const SURE_SCORE = 0.6;
const LARGE_FACE = 0.45;
const MARGIN = 0.25;

/** Shared area over joint area, of the detector's boxes. */
const SAME_PLACE = 0.3;

/** Share of the smaller mesh that lies within the larger one. */
const SAME_FACE = 0.5;

const QUARTER_TURN = Math.PI / 2;

/** What another side of the picture must have over the upright one to be believed. */
const TURNED_LEAD = 3;

/**
 * All faces of a picture, best fit first, whichever way up it lies.
 *
 * A mesh forced onto a face that stands on its head looks plausible and compares with nothing. So a picture in which
 * no face is surely upright is looked at from its four sides, and answered from the side that fits best.
 */
export async function findFaces(networks: FindNetworks, pyramid: Pyramid): Promise<TracedFace[]> {
  let found = await lookAt(networks, pyramid, 0);
  if (!found.some(({ mesh }) => mesh.logOdds >= LOG_ODDS_UPRIGHT)) {
    let fitToBeat = fitOfSide(found) + TURNED_LEAD;
    for (const turns of [1, 2, 3]) {
      const turned = await lookAt(networks, pyramid, turns * QUARTER_TURN);
      if (fitOfSide(turned) <= fitToBeat) continue;
      found = turned;
      fitToBeat = fitOfSide(turned);
    }
  }
  const faces: TracedFace[] = [];
  for (const face of found) faces.push(await refine(networks, pyramid, face));
  return keepBest(faces);
}

/** A side of the picture fits as well as its best face does. */
function fitOfSide(faces: readonly TracedFace[]): number {
  return Math.max(0, ...faces.map(fitOf));
}

/**
 * How well a mesh and the box it came from fit a face. The mesh tells upright from upside down; among upright ones
 * the detector tells, as it sees whole and level faces best and a mesh is content with a box half beside the face.
 */
function fitOf({ mesh, detectorScore }: TracedFace): number {
  return Math.min(mesh.logOdds, LOG_ODDS_UPRIGHT) + 20 * detectorScore;
}

/** Looks at the picture turned by `angle`. */
async function lookAt(networks: FindNetworks, pyramid: Pyramid, angle: number): Promise<TracedFace[]> {
  const faces: TracedFace[] = [];
  for (const candidate of await candidatesIn(networks.blazeface, pyramid, angle)) {
    const mesh = await traceMesh(networks.facemesh, pyramid, viewOf(candidate));
    if (mesh.logOdds < LOG_ODDS_MIN) continue;
    faces.push({ mesh, landmarks: landmarksOf(mesh), detectorScore: candidate.score });
  }
  return keepBest(faces);
}

async function candidatesIn(blazeface: Network, pyramid: Pyramid, angle: number): Promise<Candidate[]> {
  const view = wholeOf(pyramid, angle);
  const plain = await findCandidates(blazeface, pyramid, view);
  const large = plain.some(({ bounds }) => bounds.right - bounds.left > LARGE_FACE * view.side);
  if (!large && plain.some(({ score }) => score > SURE_SCORE)) return plain;

  const padded = await findCandidates(blazeface, pyramid, { ...view, side: view.side * (1 + 2 * MARGIN) });
  return distinctPlaces([...plain, ...padded]);
}

/** The picture in the smallest square that holds it, black around. */
function wholeOf(pyramid: Pyramid, angle: number): SquareView {
  const { width, height } = fullSize(pyramid);
  return { centre: { x: (width - 1) / 2, y: (height - 1) / 2 }, side: Math.max(width, height), angle };
}

function fullSize(pyramid: Pyramid): Pixels {
  const [full] = pyramid.levels;
  if (!full) throw new Error("a pyramid starts with a picture");
  return full;
}

function distinctPlaces(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  const isTaken = (bounds: Bounds) => kept.some((other) => overlap(other.bounds, bounds) > SAME_PLACE);
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score)) {
    if (!isTaken(candidate.bounds)) kept.push(candidate);
  }
  return kept;
}

/** Lays the mesh again over a crop cut from the first mesh, which sits better than one cut from the detector's box. */
async function refine({ facemesh }: FindNetworks, pyramid: Pyramid, face: TracedFace): Promise<TracedFace> {
  const mesh = await traceMesh(facemesh, pyramid, viewAround(face.mesh, face.landmarks));
  return mesh.logOdds >= LOG_ODDS_MIN ? { ...face, mesh, landmarks: landmarksOf(mesh) } : face;
}

/** One mesh a face: of two that lie half over one another, the one that fits better. */
function keepBest(faces: readonly TracedFace[]): TracedFace[] {
  const kept: TracedFace[] = [];
  for (const face of faces.toSorted((a, b) => fitOf(b) - fitOf(a))) {
    const bounds = boundsOf(face.mesh);
    if (!kept.some(({ mesh }) => containment(boundsOf(mesh), bounds) > SAME_FACE)) kept.push(face);
  }
  return kept;
}

/** Pixels between the centres of the eyes. */
export function eyeDistance({ eyeLeft, eyeRight }: Landmarks): number {
  return Math.hypot(eyeRight.x - eyeLeft.x, eyeRight.y - eyeLeft.y);
}
