import { sign, verify } from "#ledger-crypto";
import {
  type NoteSigner,
  type NoteVerifier,
  parseVkey,
  readSignature,
  signerFromSeed,
  splitNote,
} from "./note";
import { type Refused, refuse } from "./refused";

// What a witness adds to a checkpoint: https://c2sp.org/tlog-cosignature, version 1 (Ed25519, signature type 0x04).
// It says: at this time, this was the largest tree of this log that the witness knew, and it continued all before it.

const COSIGNATURE_V1 = 0x04;
const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

export type WitnessedAt = { witness: NoteVerifier; at: Date };

/** A witness's key from its secret. @throws RangeError as `signerFromSeed` */
export function witnessFromSeed(name: string, seed: Uint8Array): NoteSigner {
  return signerFromSeed(name, seed, COSIGNATURE_V1);
}

/** Reads a witness's key in vkey form. A log's key is none: their ids differ by the type. */
export function parseWitnessVkey(vkey: string): { ok: true; verifier: NoteVerifier } | Refused {
  return parseVkey(vkey, COSIGNATURE_V1);
}

/**
 * The line that a witness adds to a checkpoint.
 *
 * @param text the checkpoint's, without signatures
 * @param at second resolution is signed
 * @returns without a newline
 */
export function cosign(text: string, witness: NoteSigner, at: Date): string {
  const seconds = BigInt(Math.floor(at.getTime() / 1_000));
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(seconds);
  const signature = sign(null, signedText(text, seconds), witness.privateKey);
  const blob = Buffer.concat([Buffer.from(witness.keyId, "hex"), time, signature]);
  return `— ${witness.name} ${blob.toString("base64")}`;
}

/**
 * Checks one line of a witness.
 *
 * @param text the checkpoint's, without signatures
 * @returns when it was signed, or in a sentence why it is not to be believed
 */
export function openCosignature(
  text: string,
  line: string,
  witness: NoteVerifier,
): { ok: true; at: Date } | Refused {
  const read = readSignature(line);
  if (read === null) return refuse("the line is not a note's signature");
  if (read.name !== witness.name || read.keyId !== witness.keyId)
    return refuse(`it is by ${read.name} with key ${read.keyId}`);
  const { signature: blob } = read;
  if (blob.length !== TIME_BYTES + SIGNATURE_BYTES) return refuse("it is not a cosignature of version 1");
  // Not by readBigUInt64BE, which the Buffer of a browser's bundle need not have.
  const seconds = BigInt(`0x${blob.subarray(0, TIME_BYTES).toString("hex")}`);
  if (seconds > BigInt(Number.MAX_SAFE_INTEGER) / 1_000n) return refuse("its time is none");
  if (!verify(null, signedText(text, seconds), witness.publicKey, blob.subarray(TIME_BYTES)))
    return refuse(`the cosignature by ${witness.name} is not valid`);
  return { ok: true, at: new Date(Number(seconds) * 1_000) };
}

/**
 * Which of these witnesses cosigned a checkpoint. Lines by others are passed over.
 *
 * @param note the signed checkpoint, whole
 * @returns refused when a line claims to be by one of them and is not
 */
export function readCosignatures(
  note: string,
  witnesses: readonly NoteVerifier[],
): { ok: true; found: WitnessedAt[] } | Refused {
  const split = splitNote(note);
  if (!split.ok) return split;
  const found: WitnessedAt[] = [];
  for (const line of note.slice(split.text.length + 1, -1).split("\n")) {
    const by = readSignature(line);
    const witness = witnesses.find(({ name, keyId }) => name === by?.name && keyId === by.keyId);
    if (witness === undefined) continue;
    const opened = openCosignature(split.text, line, witness);
    if (!opened.ok) return opened;
    found.push({ witness, at: opened.at });
  }
  return { ok: true, found };
}

/** A checkpoint with a witness's line added, once. */
export function withCosignature(note: string, line: string): string {
  return note.includes(`\n${line}\n`) ? note : `${note}${line}\n`;
}

function signedText(text: string, seconds: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}
