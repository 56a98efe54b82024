import { ALIGNED_SIDE, alignment } from "./align-face";
import { cropPixels } from "./crop-pixels";
import { type DecodedImage, decodeImage } from "./decode-image";
import type { Bounds } from "./detection";
import { sideOf } from "./dominant-face";
import { estimatePose } from "./estimate-pose";
import type { Box, Face, ImageSize } from "./face";
import { type FindNetworks, findFaces, type Search } from "./find-faces";
import { measureCrop } from "./measure-crop";
import type { Pixels } from "./pixels";
import { assessQuality } from "./quality";
import type { TracedFace } from "./trace-faces";
import { eyeDistance } from "./trace-mesh";

/** A face with the aligned crop that its embedding is made from: RGB bytes, valid until the next picture. */
export type ExaminedFace = { face: Face; crop: Uint8Array };

export type ExaminedImage =
  | { ok: true; image: ImageSize; faces: readonly ExaminedFace[] }
  | Extract<DecodedImage, { ok: false }>;

const FACES_MAX = 100;

/** Room for the crops of a picture's faces, kept from picture to picture. */
const crops: Uint8Array[] = [];

/**
 * Bytes to faces, largest first, at most a hundred; a picture without any is an answer, not a refusal. One picture at
 * a time: networks and crops are shared.
 */
export async function examineImage(
  networks: FindNetworks,
  image: Uint8Array,
  search: Search,
): Promise<ExaminedImage> {
  const decoded = await decodeImage(image);
  if (!decoded.ok) return decoded;
  const { pixels } = decoded;
  const traced = await findFaces(networks, pixels, search);
  const faces = traced
    .toSorted((a, b) => areaOf(b) - areaOf(a))
    .slice(0, FACES_MAX)
    .map((face, index) => examineFace(face, pixels, cropAt(index)))
    .toSorted((a, b) => sideOf(b.face) - sideOf(a.face));
  return { ok: true, image: { width: pixels.width, height: pixels.height }, faces };
}

function cropAt(index: number): Uint8Array {
  crops[index] ??= new Uint8Array(3 * ALIGNED_SIDE * ALIGNED_SIDE);
  return crops[index];
}

function areaOf({ bounds: { left, top, right, bottom } }: TracedFace): number {
  return (right - left) * (bottom - top);
}

function examineFace(
  { mesh, bounds, landmarks }: TracedFace,
  picture: Pixels,
  crop: Uint8Array,
): ExaminedFace {
  const map = alignment(landmarks);
  cropPixels(picture, map, ALIGNED_SIDE, crop, 1);
  const score = 1 / (1 + Math.exp(-mesh.logOdds));
  const pose = estimatePose(mesh.points, landmarks);
  const eyeDistancePx = eyeDistance(landmarks);
  const measures = measureCrop(crop, map, picture);
  const quality = assessQuality({ eyeDistancePx, score, pose, measures });
  return { face: { box: boxOf(bounds, picture), score, landmarks, pose, quality, eyeDistancePx }, crop };
}

/** The whole pixels that the mesh covers, cut at the edges of the picture. */
function boxOf({ left, top, right, bottom }: Bounds, { width, height }: ImageSize): Box {
  const within = (value: number, limit: number) => Math.min(Math.max(Math.round(value), 0), limit);
  const x = within(left, width - 1);
  const y = within(top, height - 1);
  return {
    x,
    y,
    width: Math.max(1, within(right, width) - x),
    height: Math.max(1, within(bottom, height) - y),
  };
}
