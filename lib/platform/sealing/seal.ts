import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 4;

/**
 * AES-256-GCM (NIST SP 800-38D): 4 bytes of key version, 12 of nonce, 16 of tag, then the ciphertext.
 *
 * @param key 32 bytes
 * @param boundTo authenticated, not stored: opening needs the same text again
 */
export function seal({
  key,
  version,
  boundTo,
  bytes,
}: {
  key: Uint8Array;
  version: number;
  boundTo: string;
  bytes: Uint8Array;
}): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(version);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(boundTo, "utf8")]));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
}

/**
 * @param keyOf gives the key of the version that the header names
 * @throws Error when a byte was changed, or the text it is bound to is another
 */
export async function openSealed({
  sealed,
  boundTo,
  keyOf,
}: {
  sealed: Uint8Array;
  boundTo: string;
  keyOf: (version: number) => Promise<Uint8Array> | Uint8Array;
}): Promise<Buffer> {
  const all = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (all.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES) throw new Error("sealed bytes are cut short");
  const header = all.subarray(0, HEADER_BYTES);
  const nonce = all.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const tag = all.subarray(HEADER_BYTES + NONCE_BYTES, HEADER_BYTES + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", await keyOf(header.readUInt32BE()), nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.concat([header, Buffer.from(boundTo, "utf8")]));
  decipher.setAuthTag(tag);
  const body = all.subarray(HEADER_BYTES + NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}
