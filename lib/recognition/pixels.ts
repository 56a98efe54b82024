import type { ImageSize, Point } from "./face";

/**
 * An upright sRGB picture, however its pixels lie: that at (x, y) is `data[origin + x·right + y·down]`. Each pixel is one
 * number, red in the lowest byte, then green and blue.
 */
export type Pixels = {
  width: number;
  height: number;
  data: Uint32Array;
  origin: number;
  right: number;
  down: number;
};

/**
 * What EXIF calls orientations: the corner that the picture's top left is stored in, and which way of the storage leads
 * right and down in it.
 *
 * @see EXIF 2.32 tag 0x0112
 */
const LAID: Record<Orientation, { corner: readonly [x: 0 | 1, y: 0 | 1]; right: Way; down: Way }> = {
  1: { corner: [0, 0], right: "east", down: "south" },
  2: { corner: [1, 0], right: "west", down: "south" },
  3: { corner: [1, 1], right: "west", down: "north" },
  4: { corner: [0, 1], right: "east", down: "north" },
  5: { corner: [0, 0], right: "south", down: "east" },
  6: { corner: [0, 1], right: "north", down: "east" },
  7: { corner: [1, 1], right: "north", down: "west" },
  8: { corner: [1, 0], right: "south", down: "west" },
};

export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

type Way = "east" | "west" | "south" | "north";

/** A picture that is stored row by row, turned or mirrored as the orientation says. Nothing is moved. */
export function uprightPixels(stored: ImageSize, data: Uint32Array, orientation: Orientation = 1): Pixels {
  const { corner, right, down } = LAID[orientation];
  const steps: Record<Way, number> = { east: 1, west: -1, south: stored.width, north: -stored.width };
  const isOnSide = orientation >= 5;
  return {
    width: isOnSide ? stored.height : stored.width,
    height: isOnSide ? stored.width : stored.height,
    data,
    origin: corner[0] * (stored.width - 1) + corner[1] * (stored.height - 1) * stored.width,
    right: steps[right],
    down: steps[down],
  };
}

/**
 * From the pixels of a square crop to those of the picture, both at pixel centres:
 * `x' = a·x + b·y + c`, `y' = d·x + e·y + f`.
 */
export type Affine = { a: number; b: number; c: number; d: number; e: number; f: number };

/** A square of the picture, turned about its centre (at pixel centres); `angle` in radians, clockwise on screen. */
export type SquareView = { centre: Point; side: number; angle: number };

/** The map that cuts `view` out as a crop of `size` × `size`. */
export function cutOut(view: SquareView, size: number): Affine {
  const scale = view.side / size;
  const cos = Math.cos(view.angle) * scale;
  const sin = Math.sin(view.angle) * scale;
  const middle = (size - 1) / 2;
  const c = view.centre.x - (cos - sin) * middle;
  const f = view.centre.y - (sin + cos) * middle;
  return { a: cos, b: -sin, c, d: sin, e: cos, f };
}

/** A point of the crop in the picture. */
export function toPicture(map: Affine, { x, y }: Point): Point {
  return { x: map.a * x + map.b * y + map.c, y: map.d * x + map.e * y + map.f };
}

/** Picture pixels per crop pixel. */
export function scaleOf(map: Affine): number {
  return Math.hypot(map.a, map.d);
}
