import { createHmac, timingSafeEqual } from "node:crypto";
import { requiredSecret } from "#lib/platform/env";

export type Pepper = { version: number; bytes: Buffer };

/**
 * Reads `KEY_PEPPERS`: one secret in base64url, or `1:…,2:…` while a newer one is brought in. The highest
 * version makes new keys; older ones still check old keys.
 *
 * @throws Error for an unreadable list or a pepper under 32 bytes, never naming its value
 */
export function parsePeppers(text: string): Pepper[] {
  const peppers = text.split(",").map((part) => {
    const [version, secret] = part.includes(":") ? part.split(":") : ["1", part];
    return { version: Number(version), bytes: Buffer.from(secret?.trim() ?? "", "base64url") };
  });
  const usable = peppers.every(
    ({ version, bytes }) => Number.isInteger(version) && version > 0 && bytes.length >= 32,
  );
  if (!usable)
    throw new Error("KEY_PEPPERS must hold 32 random bytes in base64url, or a list such as 1:…,2:…");
  return peppers.sort((one, other) => other.version - one.version);
}

/** The pepper that new keys are made under. */
export function currentPepper(): Pepper {
  const [newest] = parsePeppers(requiredSecret("KEY_PEPPERS"));
  if (newest === undefined) throw new Error("KEY_PEPPERS is empty");
  return newest;
}

/** HMAC-SHA-256 of a key's secret, 32 bytes: all that is stored of it. */
export function secretMac(pepper: Pepper, secret: string): Buffer {
  return createHmac("sha256", pepper.bytes).update(secret).digest();
}

/**
 * Compares in constant time. Where no key was found, the caller passes a stored MAC of zeros, so that an
 * unknown id costs what a known one costs.
 */
export function secretMatches(stored: { mac: Uint8Array; pepperVersion: number }, secret: string): boolean {
  const peppers = parsePeppers(requiredSecret("KEY_PEPPERS"));
  const pepper = peppers.find(({ version }) => version === stored.pepperVersion) ?? peppers[0];
  if (pepper === undefined) return false;
  const mac = secretMac(pepper, secret);
  return (
    stored.mac.length === mac.length &&
    timingSafeEqual(stored.mac, mac) &&
    pepper.version === stored.pepperVersion
  );
}
