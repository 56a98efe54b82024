import { alignFace, alignment } from "./align-face";
import { type DecodedImage, decodeImage } from "./decode-image";
import { sideOf } from "./dominant-face";
import { estimatePose } from "./estimate-pose";
import type { Box, Face, ImageSize } from "./face";
import { eyeDistance, type FindNetworks, findFaces, type TracedFace } from "./find-faces";
import { measureCrop } from "./measure-crop";
import type { Pyramid } from "./pixels";
import { assessQuality } from "./quality";
import type { Tensor } from "./runtime";
import { boundsOf, type Mesh } from "./trace-mesh";

/** A face with the aligned crop that its embedding is made from. */
export type ExaminedFace = { face: Face; crop: Tensor };

export type ExaminedImage =
  | { ok: true; image: ImageSize; faces: readonly ExaminedFace[] }
  | Extract<DecodedImage, { ok: false }>;

const FACES_MAX = 100;

/** Bytes to faces, largest first, at most a hundred; a picture without any is an answer, not a refusal. */
export async function examineImage(networks: FindNetworks, image: Uint8Array): Promise<ExaminedImage> {
  const decoded = await decodeImage(image);
  if (!decoded.ok) return decoded;
  const { pixels } = decoded;
  const pyramid: Pyramid = { levels: [pixels] };
  const traced = await findFaces(networks, pyramid);
  const faces = traced
    .map((face) => examineFace(face, pyramid, pixels))
    .toSorted((a, b) => sideOf(b.face) - sideOf(a.face))
    .slice(0, FACES_MAX);
  return { ok: true, image: { width: pixels.width, height: pixels.height }, faces };
}

function examineFace({ mesh, landmarks }: TracedFace, pyramid: Pyramid, image: ImageSize): ExaminedFace {
  const map = alignment(landmarks);
  const crop = alignFace(pyramid, map);
  const score = 1 / (1 + Math.exp(-mesh.logOdds));
  const pose = estimatePose(mesh.points, landmarks);
  const eyeDistancePx = eyeDistance(landmarks);
  const quality = assessQuality({ eyeDistancePx, score, pose, measures: measureCrop(crop, map, image) });
  return { face: { box: boxOf(mesh, image), score, landmarks, pose, quality, eyeDistancePx }, crop };
}

/** The whole pixels that the mesh covers, cut at the edges of the picture. */
function boxOf(mesh: Mesh, { width, height }: ImageSize): Box {
  const { left, top, right, bottom } = boundsOf(mesh);
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
