import type { Hash } from "./merkle";
import { fromBase64, type NoteVerifier, openNote } from "./note";
import { type Refused, refuse } from "./refused";

// The tree head as https://c2sp.org/tlog-checkpoint has it: origin, size, root. No extension lines.

export type Checkpoint = {
  origin: string;
  /** Leaves in the tree. */
  size: number;
  rootHash: Hash;
};

/** The text that is signed: three lines. */
export function checkpointText({ origin, size, rootHash }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(rootHash).toString("base64")}\n`;
}

/** Reads a checkpoint's text. Extension lines are passed over, as the specification lets others add them. */
export function parseCheckpoint(text: string): { ok: true; checkpoint: Checkpoint } | Refused {
  const [origin = "", size = "", root = "", ...rest] = text.split("\n");
  if (origin === "" || rest.pop() !== "") return refuse("not the three lines of a checkpoint");
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    return refuse("the size is not a whole number");
  const rootHash = fromBase64(root);
  if (rootHash?.length !== 32) return refuse("the root is not 32 bytes in base64");
  if (rest.includes("")) return refuse("an extension line is empty");
  return { ok: true, checkpoint: { origin, size: Number(size), rootHash: new Uint8Array(rootHash) } };
}

/**
 * Opens a signed checkpoint of the log that the key is for.
 *
 * @param verifier its name is the origin: a key must not vouch for another log
 */
export function openCheckpoint(
  note: string,
  verifier: NoteVerifier,
): { ok: true; checkpoint: Checkpoint } | Refused {
  const opened = openNote(note, verifier);
  if (!opened.ok) return opened;
  const parsed = parseCheckpoint(opened.text);
  if (parsed.ok && parsed.checkpoint.origin !== verifier.name) {
    return refuse(`a checkpoint of ${parsed.checkpoint.origin}, signed with the key of ${verifier.name}`);
  }
  return parsed;
}
