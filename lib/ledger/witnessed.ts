import { openCheckpoint } from "./checkpoint";
import { parseWitnessVkey, readCosignatures } from "./cosignature";
import type { NoteVerifier } from "./note";
import { type Refused, refuse } from "./refused";

// An auditor runs this with Node alone, as `verify-bundle.ts`.

/** The largest of some checkpoints that a witness cosigned, and when. */
export type Seen = { witness: string; size: number; at: Date };

/** @returns the keys read, or which of them is none */
export function readWitnesses(vkeys: readonly string[]): { ok: true; witnesses: NoteVerifier[] } | Refused {
  const witnesses: NoteVerifier[] = [];
  for (const vkey of vkeys) {
    const read = parseWitnessVkey(vkey);
    if (!read.ok) return refuse(`the witness key ${vkey}: ${read.reason}`);
    witnesses.push(read.verifier);
  }
  return { ok: true, witnesses };
}

/**
 * How far each witness vouches for a ledger.
 *
 * @param notes signed checkpoints of one log, by growing size
 * @param log the log's key
 * @returns one for each witness, or refused when one of them cosigned none of these, or a line in its name is forged
 */
export function whatWitnessesSaw(
  notes: readonly string[],
  log: NoteVerifier,
  witnesses: readonly NoteVerifier[],
): { ok: true; seen: Seen[] } | Refused {
  const seen = new Map<string, Seen>();
  for (const note of notes) {
    const opened = openCheckpoint(note, log);
    if (!opened.ok) return opened;
    const { size } = opened.checkpoint;
    const read = readCosignatures(note, witnesses);
    if (!read.ok) return refuse(`the checkpoint of ${size} entries: ${read.reason}`);
    for (const { witness, at } of read.found) seen.set(witness.keyId, { witness: witness.name, size, at });
  }
  const silent = witnesses.find(({ keyId }) => !seen.has(keyId));
  if (silent !== undefined)
    return refuse(
      `none of its checkpoints is cosigned by ${silent.name}: this may be a history that no witness saw`,
    );
  return { ok: true, seen: witnesses.flatMap(({ keyId }) => seen.get(keyId) ?? []) };
}
