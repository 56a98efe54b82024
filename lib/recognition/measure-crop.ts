import { ALIGNED_SIDE } from "./align-face";
import type { ImageSize } from "./face";
import { type Affine, toPicture } from "./pixels";
import type { QualityMeasures } from "./quality";

/** The middle of the aligned crop: eyes to chin, without hair and background. */
const REGION = { left: 20, right: 92, top: 20, bottom: 100 } as const;

/** Standard deviation of luma in the region of a well-lit portrait (median of 128). */
const USUAL_CONTRAST = 46;

/** Below this a face is all noise: its sharpness is not blown up any further. */
const CONTRAST_MIN = 3;

/** Luma of the crop at hand; one picture is looked at at a time. */
const luma = new Float32Array(ALIGNED_SIDE * ALIGNED_SIDE);

/**
 * Sharpness and brightness of a face, read off its aligned crop. What lies outside the picture counts for neither:
 * its edge would pass for detail, and its black for darkness.
 *
 * @param crop RGB bytes, `ALIGNED_SIDE` squared
 */
export function measureCrop(crop: Uint8Array, map: Affine, image: ImageSize): QualityMeasures {
  readLuma(crop);
  const isWhole = CORNERS.every(([column, row]) => isWellInside(map, image, column, row));
  const brightness = { count: 0, sum: 0, squares: 0 };
  const edges = { count: 0, sum: 0, squares: 0 };
  for (let row = REGION.top; row < REGION.bottom; row++) {
    for (let column = REGION.left; column < REGION.right; column++) {
      if (!isWhole && !isWellInside(map, image, column, row)) continue;
      const at = row * ALIGNED_SIDE + column;
      const here = luma[at] ?? 0;
      const beside = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0);
      const aboveAndBelow = (luma[at - ALIGNED_SIDE] ?? 0) + (luma[at + ALIGNED_SIDE] ?? 0);
      add(brightness, here);
      add(edges, 4 * here - beside - aboveAndBelow);
    }
  }
  if (brightness.count === 0) return { sharpness: 0, brightness: 0 };
  const contrast = Math.max(varianceOf(brightness), CONTRAST_MIN ** 2);
  return {
    sharpness: (varianceOf(edges) * USUAL_CONTRAST ** 2) / contrast,
    brightness: brightness.sum / brightness.count,
  };
}

/** If the four corners were read from the picture, so was all between them. */
const CORNERS = [REGION.left, REGION.right - 1].flatMap((column) =>
  [REGION.top, REGION.bottom - 1].map((row) => [column, row] as const),
);

/** Whether the pixel and its neighbours were all read from the picture. */
function isWellInside(map: Affine, { width, height }: ImageSize, column: number, row: number): boolean {
  return [-2, 2].every((dx) =>
    [-2, 2].every((dy) => {
      const { x, y } = toPicture(map, { x: column + dx, y: row + dy });
      return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
    }),
  );
}

/** ITU-R BT.601 luma, 0..255. */
function readLuma(crop: Uint8Array): void {
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += 3) {
    luma[pixel] = 0.299 * (crop[at] ?? 0) + 0.587 * (crop[at + 1] ?? 0) + 0.114 * (crop[at + 2] ?? 0);
  }
}

type Moments = { count: number; sum: number; squares: number };

function add(moments: Moments, value: number): void {
  moments.count += 1;
  moments.sum += value;
  moments.squares += value * value;
}

function varianceOf({ count, sum, squares }: Moments): number {
  return Math.max(0, squares / count - (sum / count) ** 2);
}
