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

/** More samples along an axis of one pixel than this change no answer. */
const SAMPLES_MAX = 4;

/** From this scale on the nearest pixel is near enough. */
const NEAREST_FROM = 2;

/**
 * Cuts a crop of `size` × `size` RGB bytes into `crop`. What lies outside the picture is black.
 *
 * Each pixel of the crop is the mean of a grid of samples, so that a large face does not alias. Where the crop
 * enlarges, or shrinks by less than half, the samples are bilinear.
 *
 * @param detail samples a picture pixel along each axis, up to four a crop pixel: 1 for what is compared; the mesh and
 *   the detectors come to the same places with less
 */
export function cropPixels(
  picture: Pixels,
  map: Affine,
  size: number,
  crop: Uint8Array,
  detail: 0.5 | 1,
): void {
  const scale = scaleOf(map);
  const samples = Math.min(SAMPLES_MAX, Math.max(1, Math.ceil(scale * detail)));
  if (scale > NEAREST_FROM) averageNearest(picture, map, size, crop, samples);
  else averageBilinear(picture, map, size, crop, samples);
}

// The two loops below run a hundred thousand times a picture: everything in them is a local whole number. Red and blue
// are added in one number and green in another, so that a pixel is read once and weighed twice rather than thrice; sums
// stay within their sixteen bits.

const RED_BLUE = 0xff00ff;

function averageNearest(picture: Pixels, map: Affine, size: number, crop: Uint8Array, samples: number): void {
  const { data, width, height } = picture;
  const step = 1 / samples;
  const first = step / 2 - 0.5;
  const [right, down] = [map.a * step, map.d * step];
  const count = samples * samples;
  const half = count >> 1;
  for (let row = 0, out = 0; row < size; row++) {
    for (let column = 0; column < size; column++, out += 3) {
      let redBlue = 0;
      let green = 0;
      for (let line = 0; line < samples; line++) {
        // Half a pixel more, so that cutting off the fraction rounds.
        let x = map.a * (column + first) + map.b * (row + first + line * step) + map.c + 0.5;
        let y = map.d * (column + first) + map.e * (row + first + line * step) + map.f + 0.5;
        for (let place = 0; place < samples; place++, x += right, y += down) {
          if (!(x >= 0 && y >= 0 && x < width && y < height)) continue;
          const pixel = data[(y | 0) * width + (x | 0)] ?? 0;
          redBlue += pixel & RED_BLUE;
          green += (pixel >>> 8) & 0xff;
        }
      }
      crop[out] = ((redBlue & 0xffff) + half) / count;
      crop[out + 1] = (green + half) / count;
      crop[out + 2] = ((redBlue >>> 16) + half) / count;
    }
  }
}

function averageBilinear(
  picture: Pixels,
  map: Affine,
  size: number,
  crop: Uint8Array,
  samples: number,
): void {
  const step = 1 / samples;
  const first = step / 2 - 0.5;
  const [right, down] = [map.a * step, map.d * step];
  const total = FINENESS * FINENESS * samples * samples;
  const half = total / 2;
  for (let row = 0, out = 0; row < size; row++) {
    for (let column = 0; column < size; column++, out += 3) {
      let red = half;
      let green = half;
      let blue = half;
      for (let line = 0; line < samples; line++) {
        let x = map.a * (column + first) + map.b * (row + first + line * step) + map.c;
        let y = map.d * (column + first) + map.e * (row + first + line * step) + map.f;
        for (let place = 0; place < samples; place++, x += right, y += down) {
          const left = Math.floor(x);
          const top = Math.floor(y);
          const east = ((x - left) * FINENESS + 0.5) | 0;
          const south = ((y - top) * FINENESS + 0.5) | 0;
          const nw = pixelAt(picture, left, top);
          const ne = pixelAt(picture, left + 1, top);
          const sw = pixelAt(picture, left, top + 1);
          const se = pixelAt(picture, left + 1, top + 1);
          const redBlue = blend(nw & RED_BLUE, ne & RED_BLUE, sw & RED_BLUE, se & RED_BLUE, east, south);
          red += redBlue & 0xffff;
          blue += redBlue >>> 16;
          green += blend(
            (nw >>> 8) & 0xff,
            (ne >>> 8) & 0xff,
            (sw >>> 8) & 0xff,
            (se >>> 8) & 0xff,
            east,
            south,
          );
        }
      }
      crop[out] = red / total;
      crop[out + 1] = green / total;
      crop[out + 2] = blue / total;
    }
  }
}

/** Steps from one pixel to the next in which a sample's place is told. */
const FINENESS = 16;

/** Black beyond the edge. */
function pixelAt({ data, width, height }: Pixels, column: number, row: number): number {
  return column >= 0 && row >= 0 && column < width && row < height ? (data[row * width + column] ?? 0) : 0;
}

/** Four neighbours by their nearness; shares add up to `FINENESS` squared. */
function blend(nw: number, ne: number, sw: number, se: number, east: number, south: number): number {
  const west = FINENESS - east;
  const north = FINENESS - south;
  return (
    Math.imul(nw, west * north) +
    Math.imul(ne, east * north) +
    Math.imul(sw, west * south) +
    Math.imul(se, east * south)
  );
}
