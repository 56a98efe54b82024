import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { witnessFromSeed } from "#lib/ledger/cosignature";
import { leafHash, toHex } from "#lib/ledger/merkle";
import type { NoteSigner } from "#lib/ledger/note";

/** All that a witness has: its key, the last checkpoint that it cosigned, and those that it refused. */
export type WitnessFolder = {
  signer: NoteSigner;
  /** The note as cosigned; null before the first. */
  seen: () => string | null;
  /** On the disk when this returns: a signature that leaves before that could be forgotten and given twice. */
  keep: (note: string) => void;
  /** Keeps a note that was refused, once: with the one that was seen it proves a fork. @returns its file, or null if it was there */
  keepRefused: (note: string) => string | null;
};

/**
 * Opens the folder of a witness, or makes it, with a key that no other process needs.
 *
 * @param name as it stands in cosignatures: a URL without scheme by custom
 * @throws Error for a key that cannot be read, which is never replaced
 */
export function openWitnessFolder(folder: string, name: string): WitnessFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = path.join(folder, "key");
  const seen = path.join(folder, "seen.txt");
  if (!existsSync(key)) makeKey(key);
  const seed = Buffer.from(readFileSync(key, "utf8").trim(), "base64url");
  if (seed.length !== 32) throw new Error(`${key} is not 32 bytes in base64url; restore it from your backup`);
  return {
    signer: witnessFromSeed(name, seed),
    seen: () => (existsSync(seen) ? readFileSync(seen, "utf8") : null),
    keep: (note) => replaceFile(seen, note),
    keepRefused: (note) => {
      const file = path.join(folder, `refused-${toHex(leafHash(note)).slice(0, 16)}.txt`);
      if (existsSync(file)) return null;
      replaceFile(file, note);
      return file;
    },
  };
}

/** Written aside and linked: never seen half-written, and of two first starts the first one wins. */
function makeKey(file: string): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, randomBytes(32).toString("base64url"), { mode: 0o600 });
  try {
    linkSync(half, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(half);
  }
}

function replaceFile(file: string, text: string): void {
  const half = `${file}.${process.pid}`;
  const handle = openSync(half, "w", 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(half, file);
}
