import { type Bounds, type Candidate, containment, overlap } from "./detection";
import type { Landmarks } from "./face";
import { findCandidates } from "./find-candidates";
import type { Pixels, SquareView } from "./pixels";
import type { Network } from "./runtime";
import { tilesOf, wholeOf } from "./tiles";
import { boundsOf, landmarksOf, type Mesh, traceMesh, viewAround, viewOf } from "./trace-mesh";

/** `quick` is the BlazeFace of 128 px, `thorough` that of 256 px. */
export type FindNetworks = { quick: Network; thorough: Network; facemesh: Network };

/** `bounds` are the mesh's; `detectorScore` is BlazeFace's, 0..1. */
export type TracedFace = { mesh: Mesh; bounds: Bounds; landmarks: Landmarks; detectorScore: number };

/** What is wanted of a picture: every face, or just enough to tell whom it is of. */
export type Search = "every_face" | "dominant_face";

/** True faces reach 10 and more, false boxes mostly −2 and less; without this gate false boxes win. */
const LOG_ODDS_MIN = 0;

/** In a tile, which shows more hair and shoulders than a whole picture does, a false box may reach 5. */
const LOG_ODDS_MIN_IN_TILE = 8;

/**
 * From here on a mesh is right side up. Of 127 portraits, 95 % reach 20 the right way up and the least 15.3; upside
 * down a mesh laid over a detector's box passed 10 in few and 14.4 in none.
 */
const LOG_ODDS_UPRIGHT = 16;

/** BlazeFace under-rates faces that fill the picture or hang over its edge; a margin brings them back. */
const SURE_SCORE = 0.6;
const LARGE_FACE = 0.45;
const MARGIN = 0.25;

/** A face narrower than this share of the view has smaller ones beside it that the detector cannot see. */
const SMALL_FACE = 0.15;

/** A face wider than this share of a tile was seen before the picture was cut up. */
const TILE_FACE = 0.3;

/** Shared area over joint area, of the detector's boxes. */
const SAME_PLACE = 0.3;

/** Share of the smaller mesh that lies within the larger one. */
const SAME_FACE = 0.5;

const QUARTER_TURN = Math.PI / 2;

/** What another side of the picture must have over the upright one to be believed. */
const TURNED_LEAD = 3;

/** The faces of a picture, best fit first, whichever way up it lies. */
export async function findFaces(
  networks: FindNetworks,
  picture: Pixels,
  search: Search,
): Promise<TracedFace[]> {
  const plain = search === "dominant_face" ? await glance(networks, picture) : null;
  return plain ?? refineAll(networks, picture, await searchAround(networks, picture, search));
}

/**
 * A look through the small detector, which settles most portraits: at least one face is plain, upright and neither
 * small nor cut off, so any face that could rival it would have been seen as well. Otherwise `null`.
 */
async function glance(networks: FindNetworks, picture: Pixels): Promise<TracedFace[] | null> {
  const whole = wholeOf(picture, 0);
  for (const view of [whole, withMargin(whole)]) {
    const candidates = await findCandidates(networks.quick, picture, view);
    const isPlain = (candidate: Candidate) =>
      candidate.score > SURE_SCORE &&
      widthOf(candidate) > SMALL_FACE * view.side &&
      widthOf(candidate) < LARGE_FACE * view.side;
    if (!candidates.some(isPlain)) continue;
    const faces = keepBest(await traceAll(networks, picture, candidates));
    if (faces.some(({ mesh }) => mesh.logOdds >= LOG_ODDS_UPRIGHT)) return faces;
  }
  return null;
}

/**
 * A mesh forced onto a face that stands on its head looks plausible and compares with nothing. So a picture in which
 * no face is surely upright is looked at from its four sides, and answered from the side that fits best.
 */
async function searchAround(networks: FindNetworks, picture: Pixels, search: Search): Promise<TracedFace[]> {
  let angle = 0;
  let found = await lookAt(networks, picture, angle);
  if (!found.some(({ mesh }) => mesh.logOdds >= LOG_ODDS_UPRIGHT)) {
    let fitToBeat = fitOfSide(found) + TURNED_LEAD;
    for (const turns of [1, 2, 3]) {
      const turned = await lookAt(networks, picture, turns * QUARTER_TURN);
      if (fitOfSide(turned) <= fitToBeat) continue;
      angle = turns * QUARTER_TURN;
      found = turned;
      fitToBeat = fitOfSide(turned);
    }
  }
  if (search === "dominant_face" && found.length > 0) return found;
  return keepBest([...found, ...(await lookCloser(networks, picture, angle, found))]);
}

/** A side of the picture fits as well as its best face does. */
function fitOfSide(faces: readonly TracedFace[]): number {
  return Math.max(0, ...faces.map(fitOf));
}

/** The detector's certainty counts too: a mesh laid over an ear can fit as well as one over the face. */
function fitOf({ mesh, detectorScore }: TracedFace): number {
  return mesh.logOdds * detectorScore;
}

/** Faces that stand upright when the picture is looked at from this angle. */
async function lookAt(networks: FindNetworks, picture: Pixels, angle: number): Promise<TracedFace[]> {
  const view = wholeOf(picture, angle);
  const plain = await findCandidates(networks.thorough, picture, view);
  const isLarge = plain.some((candidate) => widthOf(candidate) > LARGE_FACE * view.side);
  const isSure = !isLarge && plain.some(({ score }) => score > SURE_SCORE);
  const padded = isSure ? [] : await findCandidates(networks.thorough, picture, withMargin(view));
  return keepBest(await traceAll(networks, picture, distinctPlaces([...plain, ...padded])));
}

function withMargin(view: SquareView): SquareView {
  return { ...view, side: view.side * (1 + 2 * MARGIN) };
}

/**
 * The same picture in overlapping tiles, finer until nothing small is found in them: in a group of a hundred no face
 * is wide enough for a detector that sees the whole.
 */
async function lookCloser(
  networks: FindNetworks,
  picture: Pixels,
  angle: number,
  found: readonly TracedFace[],
): Promise<TracedFace[]> {
  const whole = wholeOf(picture, angle).side;
  const widths = found.map(({ bounds: { left, right } }) => right - left);
  let candidates: Candidate[] = [];
  let smallest = Math.min(...widths, found.length === 0 ? 0 : whole);
  for (const tiles of tilesOf(picture, angle)) {
    const [{ side } = { side: 0 }] = tiles;
    if (smallest > TILE_FACE * side) break;
    for (const tile of tiles)
      candidates = candidates.concat(await findCandidates(networks.thorough, picture, tile));
    smallest = Math.min(smallest || whole, ...candidates.map(widthOf));
  }
  const fresh = distinctPlaces(candidates).filter(
    ({ bounds }) => !found.some((known) => overlap(known.bounds, bounds) > SAME_PLACE),
  );
  const faces = await traceAll(networks, picture, fresh);
  return faces.filter(({ mesh }) => mesh.logOdds >= LOG_ODDS_MIN_IN_TILE);
}

async function traceAll(
  { facemesh }: FindNetworks,
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

function distinctPlaces(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  const isTaken = (bounds: Bounds) => kept.some((other) => overlap(other.bounds, bounds) > SAME_PLACE);
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score)) {
    if (!isTaken(candidate.bounds)) kept.push(candidate);
  }
  return kept;
}

function widthOf({ bounds: { left, right } }: Candidate): number {
  return right - left;
}

/** Lays each mesh again over a crop cut from the first one, which sits better than one cut from the detector's box. */
async function refineAll(
  { facemesh }: FindNetworks,
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
function keepBest(faces: readonly TracedFace[]): TracedFace[] {
  const kept: TracedFace[] = [];
  for (const face of faces.toSorted((a, b) => fitOf(b) - fitOf(a))) {
    if (!kept.some(({ bounds }) => containment(bounds, face.bounds) > SAME_FACE)) kept.push(face);
  }
  return kept;
}

/** Pixels between the centres of the eyes. */
export function eyeDistance({ eyeLeft, eyeRight }: Landmarks): number {
  return Math.hypot(eyeRight.x - eyeLeft.x, eyeRight.y - eyeLeft.y);
}
