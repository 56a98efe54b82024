import type { ImageSize } from "./face";
import { readJpegHeader } from "./jpeg-header";

const EXIF = { application: 1, opening: "Exif\0\0" } as const;
const PROFILE = { application: 2, opening: "ICC_PROFILE\0" } as const;

/** After the opening of a profile's segment: its number and how many there are. */
const PROFILE_COUNTS = 2;

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const UPRIGHT = 1;

/**
 * The size of a JPEG whose pixels in the file are the pixels of the picture: sequential, eight bits, upright, sRGB or
 * grey. What asks for a change of colours or place is for libvips, as are progressive files, whose scans it limits in
 * number, and every file about whose header there is a doubt.
 *
 * @returns `null` for any other file
 */
export function plainJpegSize(image: Uint8Array): ImageSize | null {
  const header = readJpegHeader(image);
  if (header?.precision !== 8 || (header.components !== 1 && header.components !== 3)) return null;
  const contents = ({ application, opening }: typeof EXIF | typeof PROFILE) =>
    header.applications
      .filter(({ number, bytes }) => number === application && startsWith(bytes, opening))
      .map(({ bytes }) => bytes.subarray(opening.length));
  const [exif, ...moreExif] = contents(EXIF);
  const [profile, ...moreProfile] = contents(PROFILE);
  const isUpright = exif === undefined || (moreExif.length === 0 && orientationOf(exif) === UPRIGHT);
  const isSrgb = profile === undefined || (moreProfile.length === 0 && isSrgbProfile(profile));
  return isUpright && isSrgb && header.size.width > 0 && header.size.height > 0 ? header.size : null;
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
function orientationOf(exif: Uint8Array): number | null {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const isLittle = startsWith(exif, "II*\0");
  if (exif.length < 10 || !(isLittle || startsWith(exif, "MM\0*"))) return null;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > exif.length) return null;
  const entries = view.getUint16(directory, isLittle);
  if (directory + 2 + 12 * entries > exif.length) return null;
  let orientation: number = UPRIGHT;
  for (let entry = directory + 2; entry < directory + 2 + 12 * entries; entry += 12) {
    if (view.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue;
    const isOneShort =
      view.getUint16(entry + 2, isLittle) === SHORT && view.getUint32(entry + 4, isLittle) === 1;
    if (!isOneShort) return null;
    orientation = Math.max(orientation, view.getUint16(entry + 8, isLittle));
  }
  return orientation;
}

function startsWith(bytes: Uint8Array, opening: string): boolean {
  return bytes.length >= opening.length && asBuffer(bytes).latin1Slice(0, opening.length) === opening;
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
