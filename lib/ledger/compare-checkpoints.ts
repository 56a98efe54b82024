import { type Checkpoint, openCheckpoint } from "./checkpoint";
import { readCosignatures } from "./cosignature";
import { type Hash, toHex } from "./merkle";
import { isSameHash, verifyConsistency } from "./merkle-proof";
import { parseVkey } from "./note";
import { type Refused, refuse } from "./refused";
import { readWitnesses } from "./witnessed";

// An auditor runs this with Node alone, as `verify-bundle.ts`.

/** What two checkpoints of one ledger, kept by different holders, say about it. */
export type Comparison =
  /** Both saw the same history, the one up to `from`, the other up to `to` entries. */
  | { verdict: "consistent"; from: number; to: number }
  /** The ledger showed the two holders different histories; both signatures are in hand. */
  | { verdict: "fork"; size: number; reason: string }
  /** One of them cannot be read, or is not signed by the key. */
  | { verdict: "unreadable"; which: 0 | 1 | "key"; reason: string };

/** A witness that cosigned one of two notes, and when; `which` is the note's place. */
export type Cosigner = { which: 0 | 1; witness: string; at: Date };

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

/**
 * Who else vouches for two checkpoints. A witness that cosigned both sides of a fork is a part of it.
 *
 * @param vkeys keys of witnesses, as they publish them
 * @returns refused for a key that is none, and for a line in a witness's name that is forged
 */
export function cosignersOf(
  notes: readonly [string, string],
  vkeys: readonly string[],
): { ok: true; cosigners: Cosigner[] } | Refused {
  const read = readWitnesses(vkeys);
  if (!read.ok) return read;
  const cosigners: Cosigner[] = [];
  for (const which of [0, 1] as const) {
    const cosigned = readCosignatures(notes[which], read.witnesses);
    if (!cosigned.ok) return refuse(cosigned.reason);
    cosigners.push(...cosigned.found.map(({ witness, at }) => ({ which, witness: witness.name, at })));
  }
  return { ok: true, cosigners };
}
