import { AppError } from "#lib/platform/errors";

/**
 * A request's body of at most so many bytes. What is longer is refused while it arrives, not after it was kept:
 * a body without a stated length can be endless.
 *
 * @throws AppError `document_too_large`
 */
export async function readCapped(request: Request, bytesMax: number): Promise<Buffer> {
  const refusal = () => new AppError("document_too_large", "That is more than we can take at once.");
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw refusal();
  if (request.body === null) return Buffer.alloc(0);
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      throw refusal();
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}
