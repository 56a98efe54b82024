import type { Pixels, SquareView } from "./pixels";

/** Tiles along the longer side, coarse to fine. */
const GRIDS = [2, 4] as const;

/** A tile reaches this far into its neighbours: a face on the seam lies whole in one of them. */
const TILE_OVERLAP = 0.3;

/** Pixels; smaller tiles only enlarge what is not there. */
const TILE_SIDE_MIN = 160;

/** The picture in the smallest square that holds it, black around. */
export function wholeOf({ width, height }: Pixels, angle: number): SquareView {
  return { centre: { x: (width - 1) / 2, y: (height - 1) / 2 }, side: Math.max(width, height), angle };
}

/** The picture in overlapping squares of one size, once for each grid that its size is worth. */
export function tilesOf({ width, height }: Pixels, angle: number): SquareView[][] {
  const longer = Math.max(width, height);
  return GRIDS.filter((count) => longer / count >= TILE_SIDE_MIN).map((count) => {
    const step = longer / count;
    const side = step * (1 + TILE_OVERLAP);
    const centres = (length: number) => {
      const places = Math.ceil(length / step);
      return Array.from({ length: places }, (_, index) => ((index + 0.5) * length) / places - 0.5);
    };
    return centres(height).flatMap((y) => centres(width).map((x) => ({ centre: { x, y }, side, angle })));
  });
}
