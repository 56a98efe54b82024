import { type Refused, refuse } from "#lib/ledger/refused";

/** A public key as `createPublicKey` takes it, and what its signatures are over. */
export type PasskeyKey = {
  algorithm: "ES256" | "EdDSA" | "RS256";
  /** null where the algorithm hashes for itself. */
  hash: "sha256" | null;
  jwk: Jwk;
};
type Jwk =
  | { kty: "EC"; crv: "P-256"; x: string; y: string }
  | { kty: "OKP"; crv: "Ed25519"; x: string }
  | { kty: "RSA"; n: string; e: string };

/** Labels of COSE_Key: RFC 9052 §7.1, RFC 9053 §7, RFC 8230 §4. */
const KTY = 1;
const ALG = 3;
const CRV_OR_N = -1;
const X_OR_E = -2;
const Y = -3;

/**
 * Reads the key of a passkey: the three algorithms that the portal enrols, written out so that the verifier needs no
 * package.
 *
 * @param bytes COSE_Key, a CBOR map of integers to integers and byte strings (RFC 8949)
 */
export function readCoseKey(bytes: Uint8Array): { ok: true; key: PasskeyKey } | Refused {
  const map = readMap(bytes);
  if (map === null) return refuse("its key is not a COSE key");
  const [kty, alg, first] = [map.get(KTY), map.get(ALG), map.get(CRV_OR_N)];
  const [second, third] = [base64url(map.get(X_OR_E)), base64url(map.get(Y))];
  if (kty === 2 && alg === -7 && first === 1 && second !== null && third !== null) {
    return found("ES256", "sha256", { kty: "EC", crv: "P-256", x: second, y: third });
  }
  if (kty === 1 && alg === -8 && first === 6 && second !== null) {
    return found("EdDSA", null, { kty: "OKP", crv: "Ed25519", x: second });
  }
  const modulus = base64url(first);
  if (kty === 3 && alg === -257 && modulus !== null && second !== null) {
    return found("RS256", "sha256", { kty: "RSA", n: modulus, e: second });
  }
  return refuse("its key is of an algorithm that passkeys here do not have (ES256, EdDSA, RS256)");
}

function found(algorithm: PasskeyKey["algorithm"], hash: PasskeyKey["hash"], jwk: Jwk) {
  return { ok: true, key: { algorithm, hash, jwk } } as const;
}

type Item = number | Uint8Array;

/** A whole map and nothing after it, or null. */
function readMap(bytes: Uint8Array): Map<number, Item> | null {
  const reader = { bytes, at: 0 };
  const head = readHead(reader);
  if (head === null || head.major !== 5) return null;
  const map = new Map<number, Item>();
  for (let entry = 0; entry < head.length; entry += 1) {
    const label = readItem(reader);
    const value = readItem(reader);
    if (typeof label !== "number" || value === null || map.has(label)) return null;
    map.set(label, value);
  }
  return reader.at === bytes.length ? map : null;
}

function readItem(reader: { bytes: Uint8Array; at: number }): Item | null {
  const head = readHead(reader);
  if (head === null) return null;
  if (head.major === 0) return head.length;
  if (head.major === 1) return -1 - head.length;
  if (head.major !== 2 || reader.at + head.length > reader.bytes.length) return null;
  reader.at += head.length;
  return reader.bytes.subarray(reader.at - head.length, reader.at);
}

/** RFC 8949 §3: the major type, and an argument of at most two bytes; a key needs no longer one. */
function readHead(reader: { bytes: Uint8Array; at: number }): { major: number; length: number } | null {
  const first = reader.bytes[reader.at];
  if (first === undefined) return null;
  const short = first & 0x1f;
  const size = short < 24 ? 0 : short - 23;
  if (size > 2) return null;
  let length = short;
  if (size > 0) {
    const argument = reader.bytes.subarray(reader.at + 1, reader.at + 1 + size);
    if (argument.length < size) return null;
    length = argument.reduce((sum, byte) => sum * 256 + byte, 0);
  }
  reader.at += 1 + size;
  return { major: first >> 5, length };
}

function base64url(item: Item | undefined): string | null {
  return item instanceof Uint8Array ? toBase64Url(item) : null;
}

/** RFC 4648 §5 without padding; the Buffer of a browser's bundle does not know it by name. */
export function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The same back, strictly: one spelling for one value, or null. */
export function fromBase64Url(text: string): Uint8Array | null {
  const bytes = Buffer.from(text.replaceAll("-", "+").replaceAll("_", "/"), "base64");
  return toBase64Url(bytes) === text ? new Uint8Array(bytes) : null;
}
