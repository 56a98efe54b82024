import type { ImageSize } from "./face";

/** Tables, application data and comments: what may stand ahead of the frame header, each with its length. */
const SEGMENTS: ReadonlySet<number> = new Set([
  0xc4,
  0xcc,
  0xdb,
  0xdd,
  0xfe,
  ...Array.from({ length: 16 }, (_, application) => 0xe0 + application),
]);

/** Baseline and extended sequential, both with Huffman codes. */
const SEQUENTIAL_FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1]);

/**
 * Width and height in the frame header of a sequential JPEG, by the lengths of its segments alone.
 *
 * Strict, so that two readers cannot come to different headers: one segment follows the other, with nothing in between
 * but the fill bytes that the standard allows.
 *
 * @returns `null` for whatever else lies there, or when there is no such header
 * @see ITU T.81 B.1.1.2 to B.1.1.4 (markers and segments), B.2.2 (frame header)
 */
export function jpegFrameSize(image: Uint8Array): ImageSize | null {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  let at = 2;
  while (at + 9 <= image.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (SEQUENTIAL_FRAMES.has(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xff) at += 1;
    else if (SEGMENTS.has(marker) && length >= 2) at += 2 + length;
    else return null;
  }
  return null;
}
