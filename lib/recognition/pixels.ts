import type { Point } from "./face";

/** sRGB, rows from the top; each pixel one number, red in the lowest byte, then green and blue. */
export type Pixels = { width: number; height: number; data: Uint32Array };

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
