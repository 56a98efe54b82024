import type { ImageSize } from "./face";

/** What stands ahead of the pixels of a sequential JPEG with Huffman codes. */
type JpegHeader = {
  size: ImageSize;
  /** Bits a sample: 8 in all but medical pictures. */
  precision: number;
  /** 1 grey, 3 colours, 4 inks. */
  components: number;
  /** The contents of its application segments (APP0…APP15), in their order, with the number of each. */
  applications: readonly { number: number; bytes: Uint8Array }[];
};

const APPLICATION = 0xe0;

/** Tables and comments: what else may stand ahead of the frame header. */
const OTHER_SEGMENTS: ReadonlySet<number> = new Set([0xc4, 0xcc, 0xdb, 0xdd, 0xfe]);

/** Baseline and extended sequential, both with Huffman codes. */
const SEQUENTIAL_FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1]);

/**
 * Reads the header of a sequential JPEG up to its frame header, by the lengths of its segments alone.
 *
 * Strict, so that two readers cannot come to different headers: one segment follows the other, with nothing in between
 * but the fill bytes that the standard allows.
 *
 * @returns `null` for whatever else lies there, or when there is no such header
 * @see ITU T.81 B.1.1.2 to B.1.1.4 (markers and segments), B.2.2 (frame header)
 */
export function readJpegHeader(image: Uint8Array): JpegHeader | null {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const applications: JpegHeader["applications"][number][] = [];
  let at = 2;
  while (at + 10 <= image.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (SEQUENTIAL_FRAMES.has(marker)) return { ...readFrame(view, at + 4), applications };
    const isApplication = marker >= APPLICATION && marker < APPLICATION + 16;
    if (length < 2 || !(isApplication || OTHER_SEGMENTS.has(marker))) return null;
    if (isApplication)
      applications.push({ number: marker - APPLICATION, bytes: image.subarray(at + 4, at + 2 + length) });
    at += 2 + length;
  }
  return null;
}

function readFrame(view: DataView, at: number): Omit<JpegHeader, "applications"> {
  return {
    precision: view.getUint8(at),
    size: { height: view.getUint16(at + 1), width: view.getUint16(at + 3) },
    components: view.getUint8(at + 5),
  };
}
