import { type Checkpoint, openCheckpoint } from "./checkpoint";
import { type Hash, toHex } from "./merkle";
import { isSameHash, verifyConsistency } from "./merkle-proof";
import { parseVkey } from "./note";

// An auditor runs this with Node alone, as `verify-bundle.ts`.

/** What two checkpoints of one ledger, kept by different holders, say about it. */
export type Comparison =
  /** Both saw the same history, the one up to `from`, the other up to `to` entries. */
  | { verdict: "consistent"; from: number; to: number }
  /** The ledger showed the two holders different histories; both signatures are in hand. */
  | { verdict: "fork"; size: number; reason: string }
  /** One of them cannot be read, or is not signed by the key. */
  | { verdict: "unreadable"; which: 0 | 1 | "key"; reason: string };

/** Of RFC 9162 §2.1.4, hashes in the order of the RFC. May fetch; a ledger that gives none is under suspicion. */
export type ProveConsistency = (from: number, to: number) => Promise<readonly Hash[]>;

/**
 * Compares two signed checkpoints: does the longer history continue the shorter?
 *
 * A ledger whose newest rows were cut off and written anew, or that keeps two faces, cannot prove it. That it names
 * a fork needs neither its database nor its help: it follows from the two notes and the failed proof.
 *
 * @param notes signed notes (C2SP tlog-checkpoint), in either order
 * @param vkey the ledger's key as published
 */
export async function compareCheckpoints(
  notes: readonly [string, string],
  vkey: string,
  prove: ProveConsistency,
): Promise<Comparison> {
  const key = parseVkey(vkey);
  if (!key.ok) return { verdict: "unreadable", which: "key", reason: key.reason };
  const opened: Checkpoint[] = [];
  for (const [which, note] of notes.entries()) {
    const read = openCheckpoint(note, key.verifier);
    if (!read.ok) return { verdict: "unreadable", which: which === 0 ? 0 : 1, reason: read.reason };
    opened.push(read.checkpoint);
  }
  const [older, newer] = opened.sort((one, other) => one.size - other.size);
  if (older === undefined || newer === undefined) throw new RangeError("two checkpoints are compared");
  return older.size === newer.size ? sameSize(older, newer) : continued(older, newer, prove);
}

function sameSize(one: Checkpoint, other: Checkpoint): Comparison {
  const { size } = one;
  if (isSameHash(one.rootHash, other.rootHash)) return { verdict: "consistent", from: size, to: size };
  const reason = `two roots were signed for ${size} entries: ${toHex(one.rootHash)} and ${toHex(other.rootHash)}`;
  return { verdict: "fork", size, reason };
}

async function continued(older: Checkpoint, newer: Checkpoint, prove: ProveConsistency): Promise<Comparison> {
  const proof = await prove(older.size, newer.size);
  const claim = { from: older.size, to: newer.size, fromRoot: older.rootHash, toRoot: newer.rootHash, proof };
  if (verifyConsistency(claim)) return { verdict: "consistent", from: older.size, to: newer.size };
  const reason = `what was signed for ${newer.size} entries does not continue what was signed for ${older.size}`;
  return { verdict: "fork", size: older.size, reason };
}
