import { DOCUMENT_BYTES_MAX } from "./document-type";

/** A document that comes in pieces: what it is to be, and how much of it is here. */
export type Upload = {
  id: string;
  applicationId: string;
  kind: string;
  fileName: string;
  declaredType: string;
  /** Of the whole. */
  bytes: number;
  /** Of the whole, in hex. */
  sha256: string;
  received: number;
};

/** Pieces are of this size, the last one less; none is held in memory beside another. */
export const PIECE_BYTES_MAX = 1024 * 1024;

/** How long what has come of a file waits for the rest. */
export const UPLOAD_HOURS = 24;

/** Documents of one application on their way at once. */
export const UPLOADS_MAX = 20;

/**
 * - `next`: the piece follows what is here
 * - `again`: all of it is here already, as after an answer that was lost
 * - `elsewhere`: it neither follows nor repeats; the sender is told where to go on
 * - `too_long`: it reaches past the end of the file, is empty, or is larger than a piece may be
 */
export type Place = "next" | "again" | "elsewhere" | "too_long";

/** Where a piece of `bytes` at `at` belongs. */
export function placeOf({ bytes: whole, received }: Upload, at: number, bytes: number): Place {
  if (bytes === 0 || bytes > PIECE_BYTES_MAX || at + bytes > whole) return "too_long";
  if (at === received) return "next";
  return at + bytes <= received ? "again" : "elsewhere";
}

/** What is wrong with what a sender says of a file before any of it has come; `null` when nothing is. */
export function announcementFlaw({ bytes }: { bytes: number }): "empty" | "too_large" | null {
  if (bytes === 0) return "empty";
  return bytes > DOCUMENT_BYTES_MAX ? "too_large" : null;
}
