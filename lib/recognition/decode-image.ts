import sharp, { type Metadata } from "sharp";
import { decodePlainJpeg } from "./decode-jpeg";
import type { ImageSize } from "./face";
import { IMAGE_LIMITS, type ImageReason, isAnimatedPng, sniffFormat } from "./image-header";
import { type Pixels, uprightPixels } from "./pixels";
import { readPlainJpeg } from "./plain-jpeg";

export type DecodedImage =
  | { ok: true; pixels: Pixels }
  | { ok: false; refusal: "image_unsupported" | "image_too_large"; reasons: readonly ImageReason[] };

/** A transparent portrait is laid on mid grey: neither a dark nor a bright surround. */
const BACKGROUND = "#808080";

/**
 * Leaves libvips only the three decoders that we accept, for this process, and one thread: processes are the unit
 * of scale. Call before the first image.
 */
export function restrictDecoders(): void {
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
  });
  sharp.concurrency(1);
  sharp.cache(false);
}

/**
 * Bytes to upright sRGB pixels: JPEG, PNG and WebP of one frame, known by content; limits from the header before
 * anything is decoded; EXIF orientation applied, metadata dropped; CMYK, grey, 16-bit and transparent pictures
 * converted. A picture cut short is refused, never answered in part. One picture at a time: the pixels are valid until
 * the next.
 *
 * A plain JPEG is decoded here and now; libvips, on another thread, judges and decodes everything else (decision 041).
 */
export async function decodeImage(image: Uint8Array): Promise<DecodedImage> {
  if (image.length === 0) return unsupported("empty");
  if (image.length > IMAGE_LIMITS.bytesMax) return tooLarge("too_many_bytes");
  const format = sniffFormat(image);
  if (!format) return unsupported("unknown_format");
  if (format === "png" && isAnimatedPng(image)) return unsupported("animated");

  const plain = format === "jpeg" ? readPlainJpeg(image) : null;
  const plainPixels = plain && !sizeFault(plain.stored) ? decodePlainJpeg(image, plain) : null;
  if (plainPixels) return { ok: true, pixels: plainPixels };
  const header = await readHeader(image);
  if (!header) return unsupported("undecodable");
  if ((header.pages ?? 1) > 1) return unsupported("animated");
  const fault = sizeFault(header);
  if (fault) return tooLarge(fault);
  const pixels = await readPixels(image);
  return pixels ? { ok: true, pixels } : unsupported("undecodable");
}

function sizeFault({ width, height }: ImageSize): ImageReason | null {
  if (Math.max(width, height) > IMAGE_LIMITS.sideMax) return "side_too_long";
  return width * height > IMAGE_LIMITS.pixelsMax ? "too_many_pixels" : null;
}

/** `null` when the header cannot be read. The pixel limit is off here: an oversized header is to be named as such. */
async function readHeader(image: Uint8Array): Promise<Metadata | null> {
  return sharp(image, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
}

/** `null` when the picture is damaged or cut short. */
async function readPixels(image: Uint8Array): Promise<Pixels | null> {
  const decoder = sharp(image, {
    failOn: "error",
    limitInputPixels: IMAGE_LIMITS.pixelsMax,
    autoOrient: true,
    sequentialRead: true,
  })
    .flatten({ background: BACKGROUND })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" });
  const decoded = await decoder.toBuffer({ resolveWithObject: true }).catch(() => null);
  if (!decoded) return null;
  const { data, info } = decoded;
  if (info.channels !== 4) throw new Error(`decoded to ${info.channels} channels, expected 4`);
  return uprightPixels(info, asPixels(data));
}

/** Four bytes a pixel as one number each, in place where they lie on a whole number, as all but tiny buffers do. */
function asPixels(bytes: Buffer): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}

function unsupported(reason: ImageReason): DecodedImage {
  return { ok: false, refusal: "image_unsupported", reasons: [reason] };
}

function tooLarge(reason: ImageReason): DecodedImage {
  return { ok: false, refusal: "image_too_large", reasons: [reason] };
}
