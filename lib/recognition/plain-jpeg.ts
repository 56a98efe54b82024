import type { ImageSize } from "./face";
import { readJpegHeader } from "./jpeg-header";
import type { Orientation } from "./pixels";

const EXIF = { application: 1, opening: "Exif\0\0" } as const;
const PROFILE = { application: 2, opening: "ICC_PROFILE\0" } as const;

/** After the opening of a profile's segment: its number and how many there are. */
const PROFILE_COUNTS = 2;

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const UPRIGHT = 1;
const ORIENTATIONS: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

/** Width and height as the pixels are stored, and how the picture lies in them. */
export type PlainJpeg = { stored: ImageSize; orientation: Orientation };

/**
 * Reads the header of a JPEG whose pixels in the file have the picture's colours: sequential, eight bits, sRGB or grey.
 * What asks for a change of colours is for libvips, as are progressive files, whose scans it limits in number, and every
 * file about whose header there is a doubt.
 *
 * @returns `null` for any other file
 */
export function readPlainJpeg(image: Uint8Array): PlainJpeg | null {
  const header = readJpegHeader(image);
  if (header?.precision !== 8 || (header.components !== 1 && header.components !== 3)) return null;
  const contents = ({ application, opening }: typeof EXIF | typeof PROFILE) =>
    header.applications
      .filter(({ number, bytes }) => number === application && startsWith(bytes, opening))
      .map(({ bytes }) => bytes.subarray(opening.length));
  const [exif, ...moreExif] = contents(EXIF);
  const [profile, ...moreProfile] = contents(PROFILE);
  if (moreExif.length > 0 || moreProfile.length > 0) return null;
  const orientation = exif === undefined ? UPRIGHT : orientationOf(exif);
  const isSrgb = profile === undefined || isSrgbProfile(profile);
  const { width, height } = header.size;
  return orientation && isSrgb && width > 0 && height > 0 ? { stored: { width, height }, orientation } : null;
}

/** A profile in one piece that calls itself sRGB. */
function isSrgbProfile(segment: Uint8Array): boolean {
  const profile = asBuffer(segment.subarray(PROFILE_COUNTS));
  return profile.includes("sRGB", 0, "latin1") || profile.includes("s\0R\0G\0B", 0, "latin1");
}

/**
 * The orientation that EXIF asks for: 1 when it says nothing of it, `null` when it cannot be read beyond doubt.
 *
 * @see TIFF 6.0 section 2 (header, directory of twelve-byte entries), EXIF 2.32 tag 0x0112
 */
function orientationOf(exif: Uint8Array): Orientation | null {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const isLittle = startsWith(exif, "II*\0");
  if (exif.length < 10 || !(isLittle || startsWith(exif, "MM\0*"))) return null;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > exif.length) return null;
  const count = view.getUint16(directory, isLittle);
  if (directory + 2 + 12 * count > exif.length) return null;
  const entries = Array.from({ length: count }, (_, index) => directory + 2 + 12 * index);
  const [entry, ...more] = entries.filter((at) => view.getUint16(at, isLittle) === ORIENTATION_TAG);
  if (entry === undefined) return UPRIGHT;
  const isOneShort =
    view.getUint16(entry + 2, isLittle) === SHORT && view.getUint32(entry + 4, isLittle) === 1;
  const value = view.getUint16(entry + 8, isLittle);
  return isOneShort && more.length === 0 ? (ORIENTATIONS.find((known) => known === value) ?? null) : null;
}

function startsWith(bytes: Uint8Array, opening: string): boolean {
  return bytes.length >= opening.length && asBuffer(bytes).toString("latin1", 0, opening.length) === opening;
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
