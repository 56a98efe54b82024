import { edgeBilinear, edgeNearest } from "./average-edge";
import { insideBilinear, insideNearest } from "./average-inside";
import { type Affine, type Pixels, scaleOf } from "./pixels";

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
  const isNearest = scale > NEAREST_FROM;
  const inside = isNearest ? insideNearest : insideBilinear;
  const edge = isNearest ? edgeNearest : edgeBilinear;
  for (let row = 0; row < size; row++) {
    const [from, to] = columnsInside(picture, map, size, row);
    const out = 3 * size * row;
    edge(picture, map, samples, row, 0, from, crop, out);
    inside(picture, map, samples, row, from, to, crop, out + 3 * from);
    edge(picture, map, samples, row, to, size, crop, out + 3 * to);
  }
}

/** Which columns of a row of the crop need no look beyond the picture's edge: from the first, up to the second. */
function columnsInside(
  { width, height }: Pixels,
  map: Affine,
  size: number,
  row: number,
): [from: number, to: number] {
  // Samples lie within half a crop pixel along both axes of the crop, and a neighbour further.
  const margin = Math.abs(map.a) + Math.abs(map.b) + 2;
  const [left, right] = within(map.a, map.b * row + map.c, margin, width - 1 - margin);
  const [top, bottom] = within(map.d, map.e * row + map.f, margin, height - 1 - margin);
  const from = Math.min(size, Math.max(0, Math.ceil(Math.max(left, top))));
  return [from, Math.max(from, Math.min(size, Math.floor(Math.min(right, bottom)) + 1))];
}

/** The stretch of `at` for which `slope · at + offset` lies from `least` to `most`; may be empty, its end before its start. */
function within(slope: number, offset: number, least: number, most: number): [number, number] {
  if (slope === 0) return offset >= least && offset <= most ? [-Infinity, Infinity] : [Infinity, -Infinity];
  const [one, other] = [(least - offset) / slope, (most - offset) / slope];
  return slope > 0 ? [one, other] : [other, one];
}
