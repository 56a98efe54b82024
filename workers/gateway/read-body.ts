import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Picture, Slot } from "#lib/jobs/pictures";
import { AppError } from "#lib/platform/errors";
import { IMAGE_LIMITS, sniffFormat } from "#lib/recognition/image-header";
import { IMAGE_TYPES } from "./contract/pictures";

const PICTURE_BYTES_MAX = IMAGE_LIMITS.bytesMax;

/** Two pictures in base64, and room for the JSON around them. */
export const JSON_BYTES_MAX = Math.ceil((2 * PICTURE_BYTES_MAX * 4) / 3) + 65_536;

const FORM_LIMITS = {
  fileSize: PICTURE_BYTES_MAX,
  files: 2,
  fields: 4,
  parts: 6,
  fieldSize: 1_024,
  fieldNameSize: 64,
};

/** Teaches the server the three ways in which pictures arrive. None touches a disk before it is sealed. */
export async function registerBodies(server: FastifyInstance): Promise<void> {
  await server.register(multipart, { limits: FORM_LIMITS });
  server.addContentTypeParser(
    [...IMAGE_TYPES],
    { parseAs: "buffer", bodyLimit: PICTURE_BYTES_MAX },
    (_request, body, done) => done(null, body),
  );
  // Clients that always send the header send it with no body too: that is none, and the contract says what it misses.
  const parseJson = server.getDefaultJsonParser("error", "error");
  server.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else void parseJson(request, String(body), done);
  });
}

/**
 * Hook `preValidation`: a form's parts, as they stream in, become one body that the contract then judges like any
 * other.
 *
 * @throws AppError invalid_request for a name that comes twice or a form that breaks off; the framework's 413 for a
 *   file over 8 MB
 */
export async function readForm(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) return;
  request.body = Object.fromEntries(await readParts(request).catch(asRefusal));
}

async function readParts(request: FastifyRequest): Promise<Map<string, string | Uint8Array>> {
  const body = new Map<string, string | Uint8Array>();
  for await (const part of request.parts()) {
    if (body.has(part.fieldname)) {
      throw new AppError("invalid_request", `The part ${part.fieldname} comes twice.`);
    }
    // A field is text: the limits cut it short rather than let it grow.
    body.set(part.fieldname, part.type === "file" ? await part.toBuffer() : String(part.value));
  }
  return body;
}

/** The parser throws bare errors at a form that is cut short or has no boundary: that is the caller's to mend. */
function asRefusal(error: Error & { code?: unknown }): never {
  if (error instanceof AppError || typeof error.code === "string") throw error;
  throw new AppError("invalid_request", "The form is not whole, or is no multipart/form-data.");
}

type Carrier = Uint8Array | { base64: string };

/**
 * The pictures of a validated body.
 *
 * @throws AppError image_unsupported | image_too_large | invalid_request (text that is not base64)
 */
export function picturesOf(carriers: readonly (readonly [Slot, Carrier])[]): Picture[] {
  return carriers.map(([slot, carrier]) => {
    const bytes = carrier instanceof Uint8Array ? carrier : decode(slot, carrier.base64);
    if (bytes.length > PICTURE_BYTES_MAX) throw new AppError("image_too_large", `${slot} is over 8 MB.`);
    if (sniffFormat(bytes) === null) {
      throw new AppError("image_unsupported", `${slot} is not a JPEG, PNG or WebP image.`);
    }
    return { slot, bytes };
  });
}

/** Strict, unlike Buffer, which skips what is not base64: the text must stand for exactly as many bytes. */
function decode(slot: Slot, text: string): Uint8Array {
  const bytes = Buffer.from(text, "base64");
  const digits = text.endsWith("==") ? text.length - 2 : text.endsWith("=") ? text.length - 1 : text.length;
  if (bytes.length === Math.floor((digits * 3) / 4) && bytes.length > 0) return bytes;
  throw new AppError("invalid_request", "See errors.", {
    errors: [{ pointer: `/${slot}/base64`, message: "not base64 (RFC 4648 §4)" }],
  });
}
