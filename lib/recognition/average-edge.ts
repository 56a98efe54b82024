import type { Affine, Pixels } from "./pixels";

const RED_BLUE = 0xff00ff;

/** One stretch of a row of a crop, as `insideNearest`, but what lies outside the picture is black. */
export function edgeNearest(
  picture: Pixels,
  map: Affine,
  samples: number,
  row: number,
  from: number,
  to: number,
  crop: Uint8Array,
  out: number,
): void {
  const { data, width, height, origin, right: toRight, down: toDown } = picture;
  const step = 1 / samples;
  const first = step / 2 - 0.5;
  const [right, down] = [map.a * step, map.d * step];
  const count = samples * samples;
  const half = count >> 1;
  for (let column = from; column < to; column++, out += 3) {
    let redBlue = 0;
    let green = 0;
    for (let line = 0; line < samples; line++) {
      // Half a pixel more, so that cutting off the fraction rounds.
      let x = map.a * (column + first) + map.b * (row + first + line * step) + map.c + 0.5;
      let y = map.d * (column + first) + map.e * (row + first + line * step) + map.f + 0.5;
      for (let place = 0; place < samples; place++, x += right, y += down) {
        if (!(x >= 0 && y >= 0 && x < width && y < height)) continue;
        const pixel = data[origin + (x | 0) * toRight + (y | 0) * toDown] ?? 0;
        redBlue += pixel & RED_BLUE;
        green += (pixel >>> 8) & 0xff;
      }
    }
    crop[out] = ((redBlue & 0xffff) + half) / count;
    crop[out + 1] = (green + half) / count;
    crop[out + 2] = ((redBlue >>> 16) + half) / count;
  }
}

/** The same with four neighbours to a sample, as `insideBilinear`. */
export function edgeBilinear(
  picture: Pixels,
  map: Affine,
  samples: number,
  row: number,
  from: number,
  to: number,
  crop: Uint8Array,
  out: number,
): void {
  const step = 1 / samples;
  const first = step / 2 - 0.5;
  const [right, down] = [map.a * step, map.d * step];
  const total = FINENESS * FINENESS * samples * samples;
  const half = total / 2;
  for (let column = from; column < to; column++, out += 3) {
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

/** Steps from one pixel to the next in which a sample's place is told. */
const FINENESS = 16;

/** Black beyond the edge. */
function pixelAt({ data, width, height, origin, right, down }: Pixels, column: number, row: number): number {
  const isInside = column >= 0 && row >= 0 && column < width && row < height;
  return isInside ? (data[origin + column * right + row * down] ?? 0) : 0;
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
