import { receivePiece } from "#lib/applications/receive-piece";
import { startUpload } from "#lib/applications/start-upload";
import { PIECE_BYTES_MAX } from "#lib/applications/upload";
import type { Actor } from "#lib/identity/actor";
import { sha256Hex } from "#lib/platform/canonical-json";

/** Announces a document, as a browser does before it sends the first piece of it. */
export function start(actor: Actor, applicationId: string, bytes: Buffer) {
  return startUpload({
    actor,
    applicationId,
    kind: "dpia",
    file: {
      name: "dpia.pdf",
      declaredType: "application/pdf",
      bytes: bytes.byteLength,
      sha256: sha256Hex(bytes),
    },
  });
}

/** @returns the upload of a document that is not on file yet */
export async function begun(actor: Actor, applicationId: string, bytes: Buffer): Promise<string> {
  const { uploadId } = await start(actor, applicationId, bytes);
  if (uploadId === null) throw new Error("it was on file");
  return uploadId;
}

/** Sends the piece that begins at this byte. */
export function piece(actor: Actor, applicationId: string, uploadId: string, bytes: Buffer, at: number) {
  const part = bytes.subarray(at, at + PIECE_BYTES_MAX);
  return receivePiece({ actor, applicationId, uploadId, at, bytes: part });
}

/** A whole document, piece by piece. @returns the document on file */
export async function sendAll(actor: Actor, applicationId: string, bytes: Buffer) {
  const uploadId = await begun(actor, applicationId, bytes);
  const send = (at: number) => piece(actor, applicationId, uploadId, bytes, at);
  let last = await send(0);
  while (last.document === null) last = await send(last.received);
  return last.document;
}
