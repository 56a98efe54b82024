import { ALIGNED_SIDE } from "./align-face";
import type { QualityMeasures } from "./quality";
import type { Tensor } from "./runtime";

/** The middle of the aligned crop: eyes to chin, without hair and background. */
const REGION = { left: 20, right: 92, top: 20, bottom: 100 } as const;

/** Sharpness and brightness of a face, read off its aligned crop. */
export function measureCrop(crop: Tensor): QualityMeasures {
  const luma = lumaOf(crop);
  let sum = 0;
  let laplacianSum = 0;
  let laplacianSquares = 0;
  for (let row = REGION.top; row < REGION.bottom; row++) {
    for (let column = REGION.left; column < REGION.right; column++) {
      const at = row * ALIGNED_SIDE + column;
      const here = luma[at] ?? 0;
      const around = [at - 1, at + 1, at - ALIGNED_SIDE, at + ALIGNED_SIDE];
      const laplacian = around.reduce((rest, neighbour) => rest - (luma[neighbour] ?? 0), 4 * here);
      sum += here;
      laplacianSum += laplacian;
      laplacianSquares += laplacian ** 2;
    }
  }
  const count = (REGION.right - REGION.left) * (REGION.bottom - REGION.top);
  return { sharpness: laplacianSquares / count - (laplacianSum / count) ** 2, brightness: sum / count };
}

/** ITU-R BT.601 luma, 0..255; undoes the normalisation of `alignFace`. */
function lumaOf({ data }: Tensor): Float32Array {
  return Float32Array.from({ length: data.length / 3 }, (_, pixel) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(3 * pixel, 3 * pixel + 3);
    return (0.299 * red + 0.587 * green + 0.114 * blue) * 128 + 127.5;
  });
}
