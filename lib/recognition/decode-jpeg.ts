import jpegTurbo from "@julusian/jpeg-turbo";
import type { ImageSize } from "./face";
import { readJpegHeader } from "./jpeg-header";
import { type Pixels, uprightPixels } from "./pixels";
import type { PlainJpeg } from "./plain-jpeg";

/** The largest picture whose room is kept for the next: 12 million pixels, 48 MB. */
const KEPT_PIXELS = 4_000 * 3_000;

let room = Buffer.alloc(0);

/**
 * A plain JPEG's pixels, by libjpeg-turbo straight into memory that is used again: no more than a third of what libvips
 * takes for the same (decisions 015 and 041). Valid until the next picture.
 *
 * The package reckons the room that a picture needs in 32 bits, and a side of 32,768 makes that nothing: it would write
 * past the end. So it is given only a file whose frame header, read strictly, says the size that was allowed.
 *
 * @param plain as `readPlainJpeg` gives it, its size within `IMAGE_LIMITS`
 * @returns `null` for a file with anything wrong, which libvips is to judge
 */
export function decodePlainJpeg(image: Uint8Array, { stored, orientation }: PlainJpeg): Pixels | null {
  const { width, height } = stored;
  const frame = readJpegHeader(image)?.size;
  if (frame?.width !== width || frame.height !== height) return null;
  const target = roomFor(width * height);
  const decoded = decompressed(asBuffer(image), target);
  if (decoded?.width !== width || decoded.height !== height) return null;
  const data = new Uint32Array(target.buffer, target.byteOffset, width * height);
  return uprightPixels(stored, data, orientation);
}

/** On this thread, which has nothing else to do: handing a picture over and back costs about 1 ms. */
function decompressed(image: Buffer, target: Buffer): ImageSize | null {
  try {
    return jpegTurbo.decompressSync(image, target, { format: jpegTurbo.FORMAT_RGBA });
  } catch {
    return null;
  }
}

/** Large enough for so many pixels, and on a whole number, as Node's pool of small buffers does not promise. */
function roomFor(pixels: number): Buffer {
  if (4 * pixels <= room.length) return room;
  const larger = Buffer.allocUnsafeSlow(4 * pixels);
  if (pixels <= KEPT_PIXELS) room = larger;
  return larger;
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
