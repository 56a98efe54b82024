/** What may be sent: checked on the header, before any decoder sees the bytes. */
export const IMAGE_LIMITS = { bytesMax: 8 * 1024 * 1024, pixelsMax: 25_000_000, sideMax: 8_192 } as const;

export type ImageFormat = "jpeg" | "png" | "webp";

/** Why an image was refused: the first four go with `image_unsupported`, the last three with `image_too_large`. */
export const IMAGE_REASONS = [
  "empty",
  "unknown_format",
  "animated",
  "undecodable",
  "too_many_bytes",
  "too_many_pixels",
  "side_too_long",
] as const;

export type ImageReason = (typeof IMAGE_REASONS)[number];

/**
 * Format by the first bytes, whatever the name or declared type says; anything else (SVG, GIF, PDF, TIFF, HEIC, …)
 * is refused before it reaches a decoder.
 *
 * @see RFC 2083 §3.1 (PNG), ITU T.81 B.2 (JPEG), RFC 9649 §2.3 (WebP)
 */
export function sniffFormat(image: Uint8Array): ImageFormat | null {
  if (startsWith(image, 0, [0xff, 0xd8, 0xff])) return "jpeg";
  if (startsWith(image, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (startsWith(image, 0, ascii("RIFF")) && startsWith(image, 8, ascii("WEBP"))) return "webp";
  return null;
}

/** Whether a PNG declares an animation: an `acTL` chunk ahead of the pixels. The decoder would take frame one without a word. */
export function isAnimatedPng(image: Uint8Array): boolean {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  let at = 8;
  while (at + 8 <= image.length) {
    if (startsWith(image, at + 4, ascii("acTL"))) return true;
    if (startsWith(image, at + 4, ascii("IDAT"))) return false;
    at += 12 + view.getUint32(at);
  }
  return false;
}

function startsWith(image: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => image[at + index] === byte);
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}
