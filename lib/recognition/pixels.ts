import type { Point } from "./face";

/** sRGB, three bytes a pixel, rows from the top. */
export type Pixels = { width: number; height: number; data: Uint8Array };

/** One picture at full size, half, a quarter, …; made as they are asked for. */
export type Pyramid = { levels: Pixels[] };

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

/**
 * Cuts a crop of `size` × `size` RGB values, `value · gain + bias`. What lies outside the picture is black.
 *
 * Shrinks by halves first and samples the last step (under two) at four points a pixel, so that a large face does
 * not alias; bilinear throughout.
 */
export function cropPixels(
  pyramid: Pyramid,
  map: Affine,
  size: number,
  gain: number,
  bias: number,
): Float32Array {
  const scale = scaleOf(map);
  const halvings = Math.max(0, Math.floor(Math.log2(scale)));
  const level = levelOf(pyramid, halvings);
  const shrink = 2 ** -level.index;
  // Pixel centres of a halved picture lie between those of the full one.
  const shift = (shrink - 1) / 2;
  const local: Affine = {
    a: map.a * shrink,
    b: map.b * shrink,
    c: map.c * shrink + shift,
    d: map.d * shrink,
    e: map.e * shrink,
    f: map.f * shrink + shift,
  };
  return sampleCrop(level.pixels, local, size, scale * shrink > 1 ? [-0.25, 0.25] : [0], gain, bias);
}

function sampleCrop(
  pixels: Pixels,
  map: Affine,
  size: number,
  offsets: readonly number[],
  gain: number,
  bias: number,
): Float32Array {
  const crop = new Float32Array(3 * size * size);
  const weight = gain / offsets.length ** 2;
  const sum: Rgb = { red: 0, green: 0, blue: 0 };
  let out = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      sum.red = sum.green = sum.blue = 0;
      for (const dy of offsets) {
        for (const dx of offsets) {
          const { x, y } = toPicture(map, { x: column + dx, y: row + dy });
          addBilinear(pixels, x, y, sum);
        }
      }
      crop[out++] = sum.red * weight + bias;
      crop[out++] = sum.green * weight + bias;
      crop[out++] = sum.blue * weight + bias;
    }
  }
  return crop;
}

type Rgb = { red: number; green: number; blue: number };

function addBilinear({ data, width, height }: Pixels, x: number, y: number, sum: Rgb): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  for (let corner = 0; corner < 4; corner++) {
    const column = left + (corner & 1);
    const row = top + (corner >> 1);
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    const share = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
    const at = 3 * (row * width + column);
    sum.red += share * (data[at] ?? 0);
    sum.green += share * (data[at + 1] ?? 0);
    sum.blue += share * (data[at + 2] ?? 0);
  }
}

/** The level after `halvings`, or the smallest that the picture has. */
function levelOf(pyramid: Pyramid, halvings: number): { index: number; pixels: Pixels } {
  let index = 0;
  let pixels = pyramid.levels[0];
  if (!pixels) throw new Error("a pyramid starts with a picture");
  while (index < halvings && pixels.width > 1 && pixels.height > 1) {
    const smaller: Pixels = pyramid.levels[index + 1] ?? halve(pixels);
    pyramid.levels[++index] = smaller;
    pixels = smaller;
  }
  return { index, pixels };
}

/** Mean of each two by two pixels; an odd last row or column is dropped. */
function halve({ data, width, height }: Pixels): Pixels {
  const half = { width: width >> 1, height: height >> 1 };
  const means = new Uint8Array(3 * half.width * half.height);
  const stride = 3 * width;
  let out = 0;
  for (let row = 0; row < half.height; row++) {
    for (let column = 0, at = 2 * row * stride; column < half.width; column++, at += 6) {
      for (let channel = at; channel < at + 3; channel++) {
        const above = (data[channel] ?? 0) + (data[channel + 3] ?? 0);
        const below = (data[channel + stride] ?? 0) + (data[channel + stride + 3] ?? 0);
        means[out++] = (above + below + 2) >> 2;
      }
    }
  }
  return { ...half, data: means };
}
