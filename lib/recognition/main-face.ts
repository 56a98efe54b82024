import { sideOf } from "./dominant-face";
import type { Face, ImageSize } from "./face";

/** How much a pixel away from the middle costs, in pixels of the box's side. */
const CENTRE_WEIGHT = 0.8;

/**
 * The face that a portrait was taken of: the largest, weighted to the centre. For measuring on pictures of which one
 * knows who is on them; a comparison that somebody relies on takes `dominantFace`, which refuses when in doubt.
 */
export function mainFace<T extends Pick<Face, "box">>(
  faces: readonly T[],
  { width, height }: ImageSize,
): T | null {
  const weight = ({ box }: T) => {
    const x = box.x + box.width / 2 - width / 2;
    const y = box.y + box.height / 2 - height / 2;
    return sideOf({ box }) - CENTRE_WEIGHT * Math.hypot(x, y);
  };
  let main: T | null = null;
  for (const face of faces) {
    if (main === null || weight(face) > weight(main)) main = face;
  }
  return main;
}
