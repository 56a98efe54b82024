import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "#ledger-crypto";
import { type Refused, refuse } from "./refused";

// Signed notes as https://c2sp.org/signed-note has them, with Ed25519 only: signature type 0x01, and for keys of
// witnesses 0x04 (`cosignature.ts`).

const ED25519 = 0x01;
const KEY_ID_BYTES = 4;
/** The specification asks for at least 16; the bound keeps a hostile file from costing much. */
const SIGNATURES_MAX = 100;
/** PKCS #8 header of an Ed25519 private key (RFC 8410 §7); the 32-byte seed follows. */
const PKCS8_HEADER = Buffer.from("302e020100300506032b657004220420", "hex");

export type NoteVerifier = {
  name: string;
  /** Eight lower-case hex digits: SHA-256(name ‖ 0x0A ‖ type ‖ public key), first four bytes. */
  keyId: string;
  publicKey: KeyObject;
};
export type NoteSigner = NoteVerifier & { privateKey: KeyObject; vkey: string };

/**
 * A signer from its secret.
 *
 * @param name by custom the log's origin: a URL without scheme, no space, no plus
 * @param seed 32 bytes (RFC 8032 §5.1.5)
 * @param type of its signatures; it is part of the key's id, so that one kind never passes for the other
 * @throws RangeError for a seed of another length or a name that a note cannot carry
 */
export function signerFromSeed(name: string, seed: Uint8Array, type = ED25519): NoteSigner {
  if (seed.length !== 32) throw new RangeError("an Ed25519 seed has 32 bytes");
  if (!isKeyName(name)) throw new RangeError("a key name has no space, plus or control character");
  const der = Buffer.concat([PKCS8_HEADER, seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const keyId = keyIdOf(name, raw, type);
  const vkey = `${name}+${keyId}+${Buffer.concat([Uint8Array.of(type), raw]).toString("base64")}`;
  return { name, keyId, publicKey, privateKey, vkey };
}

/** Reads a key in vkey form: `<name>+<key id>+<base64(type ‖ public key)>`. */
export function parseVkey(vkey: string, type = ED25519): { ok: true; verifier: NoteVerifier } | Refused {
  const [, name = "", keyId = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  if (!isKeyName(name)) return refuse("the key is not of the form name+id+base64");
  const bytes = fromBase64(encoded);
  if (bytes === null || bytes.length !== 33 || bytes[0] !== type)
    return refuse(`the key is not an Ed25519 key of type ${type}`);
  const raw = bytes.subarray(1);
  if (keyIdOf(name, raw, type) !== keyId)
    return refuse(`the key id ${keyId} does not belong to this name and key`);
  const jwk = { kty: "OKP", crv: "Ed25519", x: toBase64Url(raw) };
  return { ok: true, verifier: { name, keyId, publicKey: createPublicKey({ key: jwk, format: "jwk" }) } };
}

/**
 * Signs a text.
 *
 * @param text not empty, ends in a newline, no other control character
 * @returns the whole note
 */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith("\n") || hasControl(text)) throw new RangeError("not a text that a note can carry");
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  const blob = Buffer.concat([Buffer.from(signer.keyId, "hex"), signature]).toString("base64");
  return `${text}\n— ${signer.name} ${blob}\n`;
}

/**
 * Gives the text of a note once the signature is checked; signatures by other keys are passed over, as the
 * specification asks, so that witnesses may add theirs.
 *
 * @returns `text` with its final newline, or in a sentence why the note is not to be believed
 */
export function openNote(note: string, verifier: NoteVerifier): { ok: true; text: string } | Refused {
  const split = splitNote(note);
  if (!split.ok) return split;
  const { text, signatures } = split;
  const ours = signatures.find(({ name, keyId }) => name === verifier.name && keyId === verifier.keyId);
  if (ours === undefined) return refuse(`no signature by ${verifier.name} with key ${verifier.keyId}`);
  if (!verify(null, Buffer.from(text), verifier.publicKey, ours.signature)) {
    return refuse(`the signature by ${verifier.name} is not valid`);
  }
  return { ok: true, text };
}

export type NoteSignature = {
  name: string;
  keyId: string;
  /** What follows the key's id: 64 bytes for type 0x01, 72 for type 0x04. */
  signature: Buffer;
};

/** Takes a note apart; nothing is believed of it yet. @returns its text with the final newline, and who claims to have signed */
export function splitNote(note: string): { ok: true; text: string; signatures: NoteSignature[] } | Refused {
  if (hasControl(note)) return refuse("a control character or broken UTF-8 in the note");
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) return refuse("no blank line before the signatures");
  const lines = note.slice(split + 2, -1).split("\n");
  if (lines.length > SIGNATURES_MAX) return refuse(`more than ${SIGNATURES_MAX} signatures`);
  const signatures = lines.map(readSignature).filter((line) => line !== null);
  if (signatures.length < lines.length) return refuse("a signature line is malformed");
  return { ok: true, text: note.slice(0, split + 1), signatures };
}

/** One line of a note's signatures, without its newline; null when it is none. */
export function readSignature(line: string): NoteSignature | null {
  const [, name = "", encoded = ""] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const blob = fromBase64(encoded);
  if (!isKeyName(name) || blob === null || blob.length <= KEY_ID_BYTES) return null;
  const keyId = blob.subarray(0, KEY_ID_BYTES).toString("hex");
  return { name, keyId, signature: blob.subarray(KEY_ID_BYTES) };
}

function keyIdOf(name: string, publicKey: Uint8Array, type: number): string {
  const hash = createHash("sha256").update(`${name}\n`).update(Uint8Array.of(type)).update(publicKey);
  return hash.digest("hex").slice(0, 2 * KEY_ID_BYTES);
}

function isKeyName(name: string): boolean {
  return name !== "" && !/[\s+]/u.test(name) && !hasControl(name);
}

function hasControl(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these.
  return /[\u0000-\u0009\u000b-\u001f]/.test(text) || !text.isWellFormed();
}

/** RFC 4648 §5 without padding; the Buffer of a browser's bundle does not know it by name. */
function toBase64Url(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Standard base64, strictly: one spelling for one value, or null. */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
