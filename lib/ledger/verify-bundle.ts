import type { Bundle, BundleEntry } from "./bundle";
import { type Checkpoint, openCheckpoint } from "./checkpoint";
import { parseLeaf } from "./leaf";
import { leafHash } from "./merkle";
import { isSameHash } from "./merkle-proof";
import { type NoteVerifier, parseVkey } from "./note";
import { holdAgainstRules, type IndexedLeaf, type Standing } from "./rules";
import { type TreeFault, whyTreeFails } from "./verify-tree";
import { readWitnesses, type Seen, whatWitnessesSaw } from "./witnessed";

// An auditor runs this with Node alone: it imports node:crypto and files of this room that do the same. No
// database, no package, no network, no clock.

export type Failure = {
  /** Which of the checks refused. */
  check: "key" | "checkpoint" | "coverage" | "consistency" | "inclusion" | "leaf" | "rule" | "witness";
  /** The entry at fault, where there is one. */
  index?: number;
  reason: string;
};

export type Account = {
  origin: string;
  /** Whether the auditor brought the key or had to take the bundle's word for it. */
  keyFrom: "auditor" | "bundle";
  /** Leaves in the newest checkpoint. */
  size: number;
  checkpoints: number;
  entries: number;
  /** How far each witness that the auditor named vouches for it. */
  seen: readonly Seen[];
  /** Filled as far as the entries were read. */
  standing: Standing;
};

export type Verdict = { ok: true; account: Account } | { ok: false; failure: Failure };

/**
 * Verifies a bundle: the signature of every checkpoint, that each continues the one before it, that every entry is
 * in the tree and none that the bundle promises is missing, and the rules of `rules.ts`.
 *
 * @param options.vkey the log's key as published elsewhere; without it the bundle vouches for itself
 * @param options.held a checkpoint that the auditor kept from before: the log must continue it
 * @param options.witnesses keys of witnesses, as they publish them: each must have cosigned one of its checkpoints
 * @returns the account of what was checked, or the first failure
 */
export function verifyBundle(
  bundle: Bundle,
  options: { vkey?: string; held?: string; witnesses?: readonly string[] } = {},
): Verdict {
  const key = parseVkey(options.vkey ?? bundle.vkey);
  if (!key.ok) return failed({ check: "key", reason: key.reason });
  if (key.verifier.name !== bundle.origin) {
    return failed({ check: "key", reason: `the key is for ${key.verifier.name}, not ${bundle.origin}` });
  }

  const opened = openAll(bundle, key.verifier, options.held);
  if (!opened.ok) return failed(opened.failure);
  const { checkpoints, newest, held } = opened;

  const witnesses = readWitnesses(options.witnesses ?? []);
  if (!witnesses.ok) return failed({ check: "key", reason: witnesses.reason });
  const notes = bundle.checkpoints.map(({ note }) => note);
  const witnessed = whatWitnessesSaw(notes, key.verifier, witnesses.witnesses);
  if (!witnessed.ok) return failed({ check: "witness", reason: witnessed.reason });

  const uncovered = whyNotCovered(bundle, newest.size);
  if (uncovered !== null) return failed({ check: "coverage", reason: uncovered });
  const damaged = bundle.entries.find((entry) => !isSameHash(leafHash(entry.leaf), entry.leafHash));
  if (damaged !== undefined) {
    const reason = "its text does not give its leaf hash: it was changed after it was exported";
    return failed({ check: "leaf", index: damaged.index, reason });
  }
  const fault: TreeFault | null = whyTreeFails(bundle, checkpoints, held);
  if (fault !== null) return failed(fault);

  const read = readLeaves(bundle.entries);
  if (!read.ok) return failed(read.failure);
  const { standing, broken } = holdAgainstRules(read.leaves);
  if (broken !== null) return failed({ check: "rule", ...broken });

  const account: Account = {
    origin: bundle.origin,
    keyFrom: options.vkey === undefined ? "bundle" : "auditor",
    size: newest.size,
    checkpoints: checkpoints.length,
    entries: bundle.entries.length,
    seen: witnessed.seen,
    standing,
  };
  return { ok: true, account };
}

function failed(failure: Failure): Verdict {
  return { ok: false, failure };
}

function openAll(
  bundle: Bundle,
  verifier: NoteVerifier,
  heldNote: string | undefined,
):
  | { ok: true; checkpoints: Checkpoint[]; newest: Checkpoint; held: Checkpoint | null }
  | { ok: false; failure: Failure } {
  const refuse = (reason: string) => ({ ok: false, failure: { check: "checkpoint", reason } }) as const;
  const checkpoints: Checkpoint[] = [];
  for (const [place, { note }] of bundle.checkpoints.entries()) {
    const opened = openCheckpoint(note, verifier);
    if (!opened.ok)
      return refuse(`checkpoint ${place + 1} of ${bundle.checkpoints.length}: ${opened.reason}`);
    const before = checkpoints.at(-1);
    if (before !== undefined && before.size >= opened.checkpoint.size)
      return refuse(`checkpoint ${place + 1}: size ${opened.checkpoint.size} does not follow ${before.size}`);
    checkpoints.push(opened.checkpoint);
  }
  const newest = checkpoints.at(-1);
  if (newest === undefined) return refuse("there is no checkpoint");
  if (heldNote === undefined) return { ok: true, checkpoints, newest, held: null };

  const held = openCheckpoint(heldNote, verifier);
  if (!held.ok) return refuse(`the checkpoint that you hold: ${held.reason}`);
  if (held.checkpoint.size > newest.size)
    return refuse(
      `ends at ${newest.size} entries, but you hold a checkpoint of ${held.checkpoint.size}: the newest were left out`,
    );
  return { ok: true, checkpoints, newest, held: held.checkpoint };
}

/** Entries are in order, within the tree, and all there as far as the scope promises. */
function whyNotCovered({ scope, entries }: Bundle, size: number): string | null {
  for (const [place, { index }] of entries.entries()) {
    const before = entries[place - 1]?.index ?? -1;
    if (index <= before) return `entry ${index} comes after entry ${before}`;
    if (index >= size) return `entry ${index} is not yet in the newest checkpoint (${size} entries)`;
  }
  // A part cannot show that nothing was left out; an empty one shows nothing at all.
  if (scope.kind === "subject") return entries.length === 0 ? "it holds no entry of its subject" : null;
  const { from, to } = scope.kind === "all" ? { from: 0, to: size } : scope;
  const held = new Set(entries.map(({ index }) => index));
  for (let index = from; index < to; index += 1) {
    if (!held.has(index)) return `entry ${index} is missing: the bundle promises ${from} to ${to - 1}`;
  }
  return null;
}

function readLeaves(
  entries: readonly BundleEntry[],
): { ok: true; leaves: IndexedLeaf[] } | { ok: false; failure: Failure } {
  const leaves: IndexedLeaf[] = [];
  for (const { index, leaf } of entries) {
    const read = parseLeaf(leaf);
    if (!read.ok) return { ok: false, failure: { check: "leaf", index, reason: read.reason } };
    leaves.push({ index, leaf: read.leaf });
  }
  return { ok: true, leaves };
}
