import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Embedded, FaceEngine } from "../engine";
import type { Refused } from "../face";
import { IMAGE_LIMITS } from "../image-header";
import type { Measured } from "./error-versus-reject";
import type { Picture, Skipped } from "./list-pictures";

/** An engine's answer to a picture, of whatever make the engine is. */
export type Description =
  | { ok: true; embedding: Float32Array; measures: Readonly<Record<string, number>> }
  | { ok: false; why: string };

export type EmbeddedPictures = {
  samples: readonly Measured[];
  /** Pictures that gave no embedding. */
  missed: readonly Skipped[];
  /** Pictures looked at: fewer than given when the time ran out. */
  pictures: number;
};

export type EmbedOptions = {
  /** Told after each picture. */
  onProgress?: (done: number, of: number) => void;
  /** Asked before each picture. */
  isLate?: () => boolean;
};

/** Embeds each picture once, in the order given. A file that cannot be read is a missed picture, with its reason. */
export async function embedPictures(
  folder: string,
  pictures: readonly Picture[],
  describe: (image: Uint8Array) => Promise<Description>,
  { onProgress = () => {}, isLate = () => false }: EmbedOptions = {},
): Promise<EmbeddedPictures> {
  const samples: Measured[] = [];
  const missed: Skipped[] = [];
  for (const { path: name, identity } of pictures) {
    if (isLate()) break;
    const described = await describeFile(path.join(folder, name), describe);
    if (described.ok)
      samples.push({ identity, embedding: described.embedding, measures: described.measures });
    else missed.push({ path: name, why: described.why });
    onProgress(samples.length + missed.length, pictures.length);
  }
  return { samples, missed, pictures: samples.length + missed.length };
}

/** This engine's answer for measuring: the face that the picture was taken of, however poor. */
export function describeWith(
  engine: Pick<FaceEngine, "embedMain">,
): (image: Uint8Array) => Promise<Description> {
  return async (image) => {
    const answer = await engine.embedMain(image);
    if (!answer.ok) return { ok: false, why: reasonOf(answer) };
    return { ok: true, embedding: answer.embedding, measures: measuresOf(answer) };
  };
}

/**
 * Two pictures of each identity, then two more, and so on: wherever the time runs out, what was looked at has pairs
 * of one person and of two.
 */
export function inRounds(pictures: readonly Picture[]): Picture[] {
  const places = new Map<string, number>();
  const ranked = pictures.map((picture) => {
    const place = places.get(picture.identity) ?? 0;
    places.set(picture.identity, place + 1);
    return { picture, round: Math.floor(place / 2) };
  });
  return ranked.toSorted((a, b) => a.round - b.round).map(({ picture }) => picture);
}

async function describeFile(
  file: string,
  describe: (image: Uint8Array) => Promise<Description>,
): Promise<Description> {
  try {
    // The engine would refuse it too, but only once all of it is in memory.
    if ((await stat(file)).size > IMAGE_LIMITS.bytesMax) return { ok: false, why: "image_too_large" };
    const bytes = await readFile(file);
    return await describe(bytes);
  } catch (error) {
    if (error instanceof Error && "code" in error && "syscall" in error) {
      return { ok: false, why: `cannot be read (${error.code})` };
    }
    throw error;
  }
}

/** More is better in each: a curve drops from the low end. */
function measuresOf({ face }: Embedded): Record<string, number> {
  const { sharpness, brightness } = face.quality.measures;
  return {
    eye_distance: face.eyeDistancePx,
    sharpness,
    exposure: -Math.abs(brightness - MIDDLE_GREY),
    frontality: -Math.max(Math.abs(face.pose.yaw), Math.abs(face.pose.pitch)),
    mesh_score: face.score,
  };
}

const MIDDLE_GREY = 128;

function reasonOf({ refusal, reasons }: Refused): string {
  return [refusal, ...reasons].join(", ");
}
