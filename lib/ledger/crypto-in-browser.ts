import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { verifyRs256 } from "./rs256-in-browser";

// `crypto.ts` for a browser: package.json puts it in that file's place there, so that the register's page verifies by the
// very code that `npm run verify-ledger` runs. Nothing here signs.

type KeyObject =
  | { kind: "ed25519" | "p256"; raw: Uint8Array }
  | { kind: "rsa"; modulus: Uint8Array; exponent: Uint8Array };

const encoder = new TextEncoder();

export function createHash(algorithm: string) {
  if (algorithm !== "sha256") throw new RangeError(`no ${algorithm} here`);
  const hash = sha256.create();
  const self = {
    update(data: Uint8Array | string) {
      hash.update(typeof data === "string" ? encoder.encode(data) : data);
      return self;
    },
    digest(encoding?: "hex") {
      const bytes = Buffer.from(hash.digest());
      return encoding === "hex" ? bytes.toString("hex") : bytes;
    },
  };
  return self;
}

type Jwk = { kty?: string; x?: string; y?: string; n?: string; e?: string };

/** Of a key as a JWK: Ed25519 (RFC 8037), which the ledger has, and P-256 and RSA (RFC 7518 §6), which passkeys may have. */
export function createPublicKey({ key }: { key: Jwk }): KeyObject {
  if (key.kty === "EC") return { kind: "p256", raw: Uint8Array.of(4, ...bytes(key.x), ...bytes(key.y)) };
  if (key.kty === "RSA") return { kind: "rsa", modulus: bytes(key.n), exponent: bytes(key.e) };
  return { kind: "ed25519", raw: bytes(key.x) };
}

/**
 * Ed25519 (RFC 8032 §5.1.7), ECDSA over SHA-256 with the signature in DER, RSASSA-PKCS1-v1_5 over SHA-256. Any malformed
 * key, point or signature is simply not valid.
 */
export function verify(
  _algorithm: "sha256" | null,
  data: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
): boolean {
  try {
    const [signed, over] = [Uint8Array.from(signature), Uint8Array.from(data)];
    if (key.kind === "rsa") return verifyRs256(signed, over, key);
    return key.kind === "p256"
      ? // An authenticator's signature may have the high half of s, as Node accepts it.
        p256.verify(signed, over, key.raw, { format: "der", lowS: false, prehash: true })
      : ed25519.verify(signed, over, key.raw, { zip215: false });
  } catch {
    return false;
  }
}

function bytes(base64url = ""): Uint8Array {
  return Uint8Array.from(Buffer.from(base64url.replaceAll("-", "+").replaceAll("_", "/"), "base64"));
}

export function createPrivateKey(): never {
  throw new Error("nothing is signed in a browser");
}

export function sign(): never {
  throw new Error("nothing is signed in a browser");
}
