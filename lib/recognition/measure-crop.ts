import { ALIGNED_SIDE } from "./align-face";
import type { ImageSize } from "./face";
import { type Affine, toPicture } from "./pixels";
import type { QualityMeasures } from "./quality";
import type { Tensor } from "./runtime";

/** The middle of the aligned crop: eyes to chin, without hair and background. */
const REGION = { left: 20, right: 92, top: 20, bottom: 100 } as const;

/** Standard deviation of luma in the region of a well-lit portrait (median of 128). */
const USUAL_CONTRAST = 46;

/** Below this a face is all noise: its sharpness is not blown up any further. */
const CONTRAST_MIN = 3;

/**
 * Sharpness and brightness of a face, read off its aligned crop. What lies outside the picture counts for neither:
 * its edge would pass for detail, and its black for darkness.
 */
export function measureCrop(crop: Tensor, map: Affine, image: ImageSize): QualityMeasures {
  const luma = lumaOf(crop);
  const values: number[] = [];
  const laplacians: number[] = [];
  for (let row = REGION.top; row < REGION.bottom; row++) {
    for (let column = REGION.left; column < REGION.right; column++) {
      if (!isWellInside(map, image, column, row)) continue;
      const at = row * ALIGNED_SIDE + column;
      const here = luma[at] ?? 0;
      const beside = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0);
      const aboveAndBelow = (luma[at - ALIGNED_SIDE] ?? 0) + (luma[at + ALIGNED_SIDE] ?? 0);
      values.push(here);
      laplacians.push(4 * here - beside - aboveAndBelow);
    }
  }
  if (values.length === 0) return { sharpness: 0, brightness: 0 };
  const contrast = Math.max(varianceOf(values), CONTRAST_MIN ** 2);
  return { sharpness: (varianceOf(laplacians) * USUAL_CONTRAST ** 2) / contrast, brightness: meanOf(values) };
}

/** Whether the pixel and its neighbours were all read from the picture. */
function isWellInside(map: Affine, { width, height }: ImageSize, column: number, row: number): boolean {
  return [-2, 2].every((dx) =>
    [-2, 2].every((dy) => {
      const { x, y } = toPicture(map, { x: column + dx, y: row + dy });
      return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
    }),
  );
}

/** ITU-R BT.601 luma, 0..255; undoes the normalisation of `alignFace`. */
function lumaOf({ data }: Tensor): Float32Array {
  return Float32Array.from({ length: data.length / 3 }, (_, pixel) => {
    const at = 3 * pixel;
    const luma = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    return luma * 128 + 127.5;
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
