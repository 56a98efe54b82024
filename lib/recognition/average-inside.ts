import type { Affine, Pixels } from "./pixels";

// These loops run a hundred thousand times a picture: everything in them is a local whole number, and places are told in
// 65,536ths of a pixel. Red and blue are added in one number and green in another, so that a pixel is read once and
// weighed twice rather than thrice; sums stay within their sixteen bits.

const RED_BLUE = 0xff00ff;

/** A place or a step as a whole number: a side of 8,192 stays within 30 bits. */
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
  { data, origin, right, down }: Pixels,
  map: Affine,
  samples: number,
  row: number,
  from: number,
  to: number,
  crop: Uint8Array,
  out: number,
): void {
  const first = 0.5 / samples - 0.5;
  const [acrossX, acrossY] = [fixed(map.a), fixed(map.d)];
  const [stepX, stepY] = [fixed(map.a / samples), fixed(map.d / samples)];
  const [lineX, lineY] = [fixed(map.b / samples), fixed(map.e / samples)];
  const half = (samples * samples) >> 1;
  // Exact for sums of up to sixteen bytes.
  const reciprocal = Math.ceil(0x10000 / (samples * samples));
  // Half a pixel more, so that cutting off the fraction rounds.
  let left = fixed(map.a * (from + first) + map.b * (row + first) + map.c + 0.5);
  let top = fixed(map.d * (from + first) + map.e * (row + first) + map.f + 0.5);
  for (let at = out; at < out + 3 * (to - from); at += 3, left += acrossX, top += acrossY) {
    let redBlue = 0;
    let green = 0;
    for (let line = 0, x0 = left, y0 = top; line < samples; line++, x0 += lineX, y0 += lineY) {
      for (let place = 0, x = x0, y = y0; place < samples; place++, x += stepX, y += stepY) {
        const pixel = data[(origin + Math.imul(x >> 16, right) + Math.imul(y >> 16, down)) | 0] ?? 0;
        redBlue = (redBlue + (pixel & RED_BLUE)) | 0;
        green = (green + ((pixel >>> 8) & 0xff)) | 0;
      }
    }
    crop[at] = Math.imul((redBlue & 0xffff) + half, reciprocal) >> 16;
    crop[at + 1] = Math.imul(green + half, reciprocal) >> 16;
    crop[at + 2] = Math.imul((redBlue >>> 16) + half, reciprocal) >> 16;
  }
}

/** The same with four neighbours to a sample, weighed by their nearness in sixteenths; `samples` is 1 or 2. */
export function insideBilinear(
  { data, origin, right, down }: Pixels,
  map: Affine,
  samples: number,
  row: number,
  from: number,
  to: number,
  crop: Uint8Array,
  out: number,
): void {
  const first = 0.5 / samples - 0.5;
  const [acrossX, acrossY] = [fixed(map.a), fixed(map.d)];
  const [stepX, stepY] = [fixed(map.a / samples), fixed(map.d / samples)];
  const [lineX, lineY] = [fixed(map.b / samples), fixed(map.e / samples)];
  const shift = samples === 1 ? 8 : 10;
  // Half a sixteenth more, so that cutting off the rest rounds.
  let left = fixed(map.a * (from + first) + map.b * (row + first) + map.c + 0.03125);
  let top = fixed(map.d * (from + first) + map.e * (row + first) + map.f + 0.03125);
  for (let at = out; at < out + 3 * (to - from); at += 3, left += acrossX, top += acrossY) {
    let red = 1 << (shift - 1);
    let green = red;
    let blue = red;
    for (let line = 0, x0 = left, y0 = top; line < samples; line++, x0 += lineX, y0 += lineY) {
      for (let place = 0, x = x0, y = y0; place < samples; place++, x += stepX, y += stepY) {
        const nw = (origin + Math.imul(x >> 16, right) + Math.imul(y >> 16, down)) | 0;
        const east = (x >> 12) & 15;
        const south = (y >> 12) & 15;
        const one = data[nw] ?? 0;
        const two = data[nw + right] ?? 0;
        const three = data[nw + down] ?? 0;
        const four = data[nw + down + right] ?? 0;
        const redBlue = mixed(
          mixed(one & RED_BLUE, two & RED_BLUE, east),
          mixed(three & RED_BLUE, four & RED_BLUE, east),
          south,
        );
        red = (red + (redBlue & 0xffff)) | 0;
        blue = (blue + (redBlue >>> 16)) | 0;
        const greens = mixed(
          mixed((one >>> 8) & 0xff, (two >>> 8) & 0xff, east),
          mixed((three >>> 8) & 0xff, (four >>> 8) & 0xff, east),
          south,
        );
        green = (green + greens) | 0;
      }
    }
    crop[at] = red >> shift;
    crop[at + 1] = green >> shift;
    crop[at + 2] = blue >> shift;
  }
}

/** Sixteen times the value between two, `share` sixteenths on the way; also of two sixteen-bit values in one number. */
function mixed(one: number, other: number, share: number): number {
  return ((one << 4) + Math.imul(other - one, share)) | 0;
}
