import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 12;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const SECRET_BYTES = 32;
const PATTERN = new RegExp(
  `^csk_(live|test)_([0-9A-Za-z]{${ID_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH}})_([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
);

export type KeyEnvironment = "live" | "test";
export type KeyParts = { environment: KeyEnvironment; publicId: string; secret: string };

/**
 * Writes a key: `csk_live_<id12>_<secret43>_<crc6>`, base62 throughout. The checksum lets a typo or a fake be
 * refused without a look-up, and lets secret scanners match a real key with few false alarms.
 */
export function formatKey({ environment, publicId, secret }: KeyParts): string {
  const body = `csk_${environment}_${publicId}_${secret}`;
  return `${body}_${checksum(body)}`;
}

/** @returns the parts, or null for anything that is not a well-formed key with the right checksum */
export function parseKey(text: string): KeyParts | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const [, environment, publicId = "", secret = "", given] = match;
  if (checksum(text.slice(0, -(CHECKSUM_LENGTH + 1))) !== given) return null;
  return { environment: environment === "test" ? "test" : "live", publicId, secret };
}

/** A public id (71 bits) and a secret of 256 random bits. */
export function newKeyParts(environment: KeyEnvironment): KeyParts {
  return {
    environment,
    publicId: base62(BigInt(`0x${randomBytes(16).toString("hex")}`), ID_LENGTH),
    secret: base62(BigInt(`0x${randomBytes(SECRET_BYTES).toString("hex")}`), SECRET_LENGTH),
  };
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), CHECKSUM_LENGTH);
}

/** The last `length` base62 digits, zero-padded: 43 digits hold 256 bits, 6 hold 32. */
function base62(value: bigint, length: number): string {
  const base = BigInt(ALPHABET.length);
  let rest = value;
  let digits = "";
  for (let position = 0; position < length; position += 1) {
    digits = ALPHABET.charAt(Number(rest % base)) + digits;
    rest /= base;
  }
  return digits;
}
