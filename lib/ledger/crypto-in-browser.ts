import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";

// `crypto.ts` for a browser: package.json puts it in that file's place there, so that the register's page verifies by the
// very code that `npm run verify-ledger` runs. Nothing here signs.

type KeyObject = { raw: Uint8Array };

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

/** Of an Ed25519 key as a JWK (RFC 8037); the verifier knows no other. */
export function createPublicKey({ key }: { key: { x: string } }): KeyObject {
  return { raw: Uint8Array.from(Buffer.from(key.x.replaceAll("-", "+").replaceAll("_", "/"), "base64")) };
}

/** Ed25519, RFC 8032 §5.1.7; any malformed point or signature is simply not valid. */
export function verify(_algorithm: null, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(Uint8Array.from(signature), Uint8Array.from(data), key.raw, { zip215: false });
  } catch {
    return false;
  }
}

export function createPrivateKey(): never {
  throw new Error("nothing is signed in a browser");
}

export function sign(): never {
  throw new Error("nothing is signed in a browser");
}
