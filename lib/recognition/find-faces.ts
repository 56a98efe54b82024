import { type Bounds, type Candidate, overlap } from "./detection";
import { findCandidates } from "./find-candidates";
import type { Pixels, SquareView } from "./pixels";
import type { Network } from "./runtime";
import { tilesOf, wholeOf } from "./tiles";
import { fitOf, keepBest, refineAll, type TracedFace, traceAll } from "./trace-faces";

/** `quick` is the BlazeFace of 128 px, `thorough` that of 256 px. */
export type FindNetworks = { quick: Network; thorough: Network; facemesh: Network };

/** What is wanted of a picture: every face, or just enough to tell whom it is of. */
export type Search = "every_face" | "dominant_face";

/** In a tile, which shows more hair and shoulders than a whole picture does, a false box may reach 5. */
const LOG_ODDS_MIN_IN_TILE = 8;

/**
 * From here on a mesh is right side up. Of 127 portraits, 95 % reach 20 the right way up and the least 15.3; upside
 * down a mesh passed 10 in few and 14.4 in none, laid over a detector's box or over the first mesh.
 */
const LOG_ODDS_UPRIGHT = 16;

/**
 * Where detector and mesh have found the same eyes, nose and mouth, each apart from the other, less is enough. Of 273
 * places that the detector saw in 180 upside-down pictures, none whose mesh reached 10 had its points within a quarter of
 * the distance between the eyes; of the upright ones six in seven have.
 */
const LOG_ODDS_UPRIGHT_WHEN_AGREED = 13;
const AGREED_WITHIN = 0.25;

/** BlazeFace under-rates faces that fill the picture or hang over its edge; a margin brings them back. */
const SURE_SCORE = 0.6;

/** At a glance, faces score 0.6 and more and other things up to 0.57, most of them under 0.45. */
const LIKELY_SCORE = 0.5;
const LARGE_FACE = 0.45;
const MARGIN = 0.25;

/** The share of its view at which a detector sees a face best: one that fills the picture is looked at from afar. */
const COMFORTABLE_FACE = 0.33;
const GLANCES = 2;

/** A face narrower than this share of the view has smaller ones beside it that the detector cannot see. */
const SMALL_FACE = 0.15;

/** A face wider than this share of a tile was seen before the picture was cut up. */
const TILE_FACE = 0.3;

/** Shared area over joint area, of the detector's boxes. */
const SAME_PLACE = 0.3;

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
  return plain ?? refineAll(networks.facemesh, picture, await searchAround(networks, picture, search));
}

/**
 * A look through the small detector, which settles most portraits: at least one face is plain, upright and neither
 * small nor cut off, so any face that could rival it would have been seen as well. Otherwise `null`.
 */
async function glance(networks: FindNetworks, picture: Pixels): Promise<TracedFace[] | null> {
  const whole = wholeOf(picture, 0);
  let view = whole;
  for (let looks = 0; looks < GLANCES; looks++) {
    const seen = await findCandidates(networks.quick, picture, view);
    const candidates = seen.filter(({ score }) => score > LIKELY_SCORE);
    const isPlain = (candidate: Candidate) =>
      candidate.score > SURE_SCORE &&
      widthOf(candidate) > SMALL_FACE * view.side &&
      widthOf(candidate) < LARGE_FACE * view.side;
    if (candidates.some(isPlain)) {
      const faces = keepBest(await traceAll(networks.facemesh, picture, candidates));
      if (faces.some(isUpright)) return faces;
      // One more mesh, cut from the first, settles what the detector's box left in doubt; a face on its head stays under.
      const refined = await refineAll(networks.facemesh, picture, faces);
      if (refined.some(isUpright)) return refined;
    }
    const widest = Math.max(0, ...candidates.map(widthOf));
    view =
      widest > LARGE_FACE * whole.side ? { ...whole, side: widest / COMFORTABLE_FACE } : withMargin(whole);
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
  if (!found.some(isUpright)) {
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

function isUpright({ mesh: { logOdds }, pointsApart }: TracedFace): boolean {
  return logOdds >= (pointsApart < AGREED_WITHIN ? LOG_ODDS_UPRIGHT_WHEN_AGREED : LOG_ODDS_UPRIGHT);
}

/** A side of the picture fits as well as its best face does. */
function fitOfSide(faces: readonly TracedFace[]): number {
  return Math.max(0, ...faces.map(fitOf));
}

/** Faces that stand upright when the picture is looked at from this angle. */
async function lookAt(networks: FindNetworks, picture: Pixels, angle: number): Promise<TracedFace[]> {
  const view = wholeOf(picture, angle);
  const plain = await findCandidates(networks.thorough, picture, view);
  const isLarge = plain.some((candidate) => widthOf(candidate) > LARGE_FACE * view.side);
  const isSure = !isLarge && plain.some(({ score }) => score > SURE_SCORE);
  const padded = isSure ? [] : await findCandidates(networks.thorough, picture, withMargin(view));
  return keepBest(await traceAll(networks.facemesh, picture, distinctPlaces([...plain, ...padded])));
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
  const faces = await traceAll(networks.facemesh, picture, fresh);
  return faces.filter(({ mesh }) => mesh.logOdds >= LOG_ODDS_MIN_IN_TILE);
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
