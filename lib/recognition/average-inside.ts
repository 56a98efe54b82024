import type { Affine, Pixels } from "./pixels";

// These loops run a hundred thousand times a picture: everything in them is a local whole number, and places are told in
// 65,536ths of a pixel. Red and blue are added in one number and green in another, so that a pixel is read once and
// weighed twice rather than thrice; sums stay within their sixteen bits.

const RED_BLUE = 0xff00ff;

/** A share of a pixel as a whole number: a side of 8,192 stays within 30 bits. */
function fixed(value: number): number {
  return Math.round(value * 0x10000) | 0;
}

/**
 * One stretch of a row of a crop, each pixel the mean of the picture's pixels nearest to `samples` squared places.
 *
 * @param to the column after the last; all of them are read well within the picture
 * @param out where the first of them is written
 */
export function insideNearest(
  { data, width }: Pixels,
  map: Affine,
  samples: number,
  row: number,
  from: number,
  to: number,
  crop: Uint8Array,
  out: number,
): void {
  const first = 0.5 / samples - 0.5;
  const [right, down] = [fixed(map.a), fixed(map.d)];
  const [stepRight, stepDown] = [fixed(map.a / samples), fixed(map.d / samples)];
  const [lineRight, lineDown] = [fixed(map.b / samples), fixed(map.e / samples)];
  const count = samples * samples;
  const half = count >> 1;
  // Exact for sums of up to sixteen bytes.
  const reciprocal = Math.ceil(0x10000 / count);
  // Half a pixel more, so that cutting off the fraction rounds.
  let left = fixed(map.a * (from + first) + map.b * (row + first) + map.c + 0.5);
  let top = fixed(map.d * (from + first) + map.e * (row + first) + map.f + 0.5);
  for (
    let column = from;
    column < to;
    column++, out += 3, left = (left + right) | 0, top = (top + down) | 0
  ) {
    let redBlue = 0;
    let green = 0;
    for (let line = 0, x0 = left, y0 = top; line < samples; line++, x0 += lineRight, y0 += lineDown) {
      for (let place = 0, x = x0, y = y0; place < samples; place++, x += stepRight, y += stepDown) {
        const pixel = data[(Math.imul(y >> 16, width) + (x >> 16)) | 0] ?? 0;
        redBlue = (redBlue + (pixel & RED_BLUE)) | 0;
        green = (green + ((pixel >>> 8) & 0xff)) | 0;
      }
    }
    crop[out] = Math.imul((redBlue & 0xffff) + half, reciprocal) >> 16;
    crop[out + 1] = Math.imul(green + half, reciprocal) >> 16;
    crop[out + 2] = Math.imul((redBlue >>> 16) + half, reciprocal) >> 16;
  }
}

/** The same with four neighbours to a sample, weighed by their nearness in sixteenths; `samples` is 1 or 2. */
export function insideBilinear(
  { data, width }: Pixels,
  map: Affine,
  samples: number,
  row: number,
  from: number,
  to: number,
  crop: Uint8Array,
  out: number,
): void {
  const first = 0.5 / samples - 0.5;
  const [right, down] = [fixed(map.a), fixed(map.d)];
  const [stepRight, stepDown] = [fixed(map.a / samples), fixed(map.d / samples)];
  const [lineRight, lineDown] = [fixed(map.b / samples), fixed(map.e / samples)];
  const shift = samples === 1 ? 8 : 10;
  const half = 1 << (shift - 1);
  // Half a sixteenth more, so that cutting off the rest rounds.
  let left = fixed(map.a * (from + first) + map.b * (row + first) + map.c + 0.03125);
  let top = fixed(map.d * (from + first) + map.e * (row + first) + map.f + 0.03125);
  for (
    let column = from;
    column < to;
    column++, out += 3, left = (left + right) | 0, top = (top + down) | 0
  ) {
    let red = half;
    let green = half;
    let blue = half;
    for (let line = 0, x0 = left, y0 = top; line < samples; line++, x0 += lineRight, y0 += lineDown) {
      for (let place = 0, x = x0, y = y0; place < samples; place++, x += stepRight, y += stepDown) {
        const at = (Math.imul(y >> 16, width) + (x >> 16)) | 0;
        const nw = data[at] ?? 0;
        const ne = data[at + 1] ?? 0;
        const sw = data[at + width] ?? 0;
        const se = data[at + width + 1] ?? 0;
        const east = (x >> 12) & 15;
        const south = (y >> 12) & 15;
        const toSe = Math.imul(east, south);
        const toNe = (east << 4) - toSe;
        const toSw = (south << 4) - toSe;
        const toNw = 256 - toNe - toSw - toSe;
        const redBlue = weighed(
          nw & RED_BLUE,
          ne & RED_BLUE,
          sw & RED_BLUE,
          se & RED_BLUE,
          toNw,
          toNe,
          toSw,
          toSe,
        );
        red = (red + (redBlue & 0xffff)) | 0;
        blue = (blue + (redBlue >>> 16)) | 0;
        green =
          (green +
            weighed(
              (nw >>> 8) & 0xff,
              (ne >>> 8) & 0xff,
              (sw >>> 8) & 0xff,
              (se >>> 8) & 0xff,
              toNw,
              toNe,
              toSw,
              toSe,
            )) |
          0;
      }
    }
    crop[out] = red >> shift;
    crop[out + 1] = green >> shift;
    crop[out + 2] = blue >> shift;
  }
}

function weighed(
  nw: number,
  ne: number,
  sw: number,
  se: number,
  toNw: number,
  toNe: number,
  toSw: number,
  toSe: number,
): number {
  return (Math.imul(nw, toNw) + Math.imul(ne, toNe) + Math.imul(sw, toSw) + Math.imul(se, toSe)) | 0;
}
