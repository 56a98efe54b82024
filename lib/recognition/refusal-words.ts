import type { Refused } from "./face";
import type { ImageReason } from "./image-header";

/** What is wrong with a picture, one limit or fault a sentence; each goes on from the picture's name. */
const PICTURE: Readonly<Record<ImageReason, string>> = {
  empty: "is empty",
  unknown_format: "is not a JPEG, PNG or WebP image",
  animated: "is animated: send a picture of one frame",
  undecodable: "is damaged or cut short, and cannot be decoded whole",
  too_many_bytes: "is over 8 MB",
  too_many_pixels: "is over 25 megapixels",
  side_too_long: "is over 8,192 pixels on its longer side",
};

const FACE = {
  no_face: "shows no face",
  too_many_faces: "shows several faces, none of them clearly the largest",
  quality_too_low: "shows a face that is too poor to compare",
} as const;

/** Why a picture was not answered, to follow its name: "target is over 25 megapixels". */
export function refusalWords({ refusal, reasons }: Refused): string {
  if (refusal !== "image_unsupported" && refusal !== "image_too_large") return FACE[refusal];
  const reason = reasons.find((one): one is ImageReason => Object.hasOwn(PICTURE, one));
  return PICTURE[reason ?? "undecodable"];
}
