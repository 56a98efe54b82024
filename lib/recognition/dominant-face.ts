import type { Face } from "./face";

/** How many times the next face's box side the largest must have, to be the one that the picture is of. */
const DOMINANT_RATIO = 1.5;

/**
 * The one face that a picture is of: the only one, or the largest when its box (square root of its area) is at least
 * 1.5 times as large as that of every other. Two people side by side have none: whom to compare is the caller's to
 * say, by cropping.
 *
 * @param faces largest first
 */
export function dominantFace<T extends Pick<Face, "box">>(faces: readonly T[]): T | null {
  const [largest, next] = faces;
  if (!largest) return null;
  if (!next) return largest;
  return sideOf(largest) >= DOMINANT_RATIO * sideOf(next) ? largest : null;
}

/** Side of the square with the area of the face's box, pixels. */
export function sideOf({ box }: Pick<Face, "box">): number {
  return Math.sqrt(box.width * box.height);
}
