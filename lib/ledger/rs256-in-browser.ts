import { sha256 } from "@noble/hashes/sha2.js";

/** DER of a DigestInfo for SHA-256 (RFC 8017 §9.2, note 1); the hash follows. */
const DIGEST_INFO = Uint8Array.from([
  0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04,
  0x20,
]);

/**
 * RSASSA-PKCS1-v1_5 over SHA-256, RFC 8017 §8.2.2: what was signed is built anew and compared whole, never parsed. All
 * of it is public, so that it need not take constant time.
 */
export function verifyRs256(
  signature: Uint8Array,
  data: Uint8Array,
  key: { modulus: Uint8Array; exponent: Uint8Array },
): boolean {
  const size = key.modulus.length;
  const [modulus, representative] = [toNumber(key.modulus), toNumber(signature)];
  if (signature.length !== size || representative >= modulus) return false;
  const encoded = power(representative, toNumber(key.exponent), modulus);
  const tail = [...DIGEST_INFO, ...sha256(data)];
  const padding = size - tail.length - 3;
  if (padding < 8) return false;
  const expected = Uint8Array.from([0, 1, ...Array<number>(padding).fill(0xff), 0, ...tail]);
  return encoded === toNumber(expected);
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
