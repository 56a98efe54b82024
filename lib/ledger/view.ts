import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { parseLeaf } from "./leaf";
import { consistencyRanges, inclusionRanges, toHex } from "./merkle";
import { hashRanges } from "./stored-proof";
import {
  findKinds,
  latestLeaves,
  leavesBetween,
  leavesOfSubjects,
  newestCosigned,
  newestPublished,
  type StoredCheckpoint,
} from "./tree-store";

// The ledger is public: what stands in a leaf is for everyone, so these reads ask for no actor.

export type LedgerEntryView = {
  index: number;
  kind: string;
  subjectId: string;
  /** RFC 3339, as it stands in the leaf. */
  at: string;
  data: { readonly [name: string]: unknown };
  commitment: string | null;
  /** The leaf, byte for byte, and its RFC 9162 hash in hex. */
  leaf: string;
  leafHash: string;
};

/** @throws AppError `unavailable` before the first checkpoint is signed */
export function latestCheckpoint(): Promise<{
  note: string;
  size: number;
  rootHash: string;
  createdAt: Date;
}> {
  return read(async (tx) => {
    const { note, size, rootHash, createdAt } = await requireCheckpoint(tx);
    return { note, size, rootHash: toHex(rootHash), createdAt };
  });
}

/**
 * The checkpoint for others to keep: the newest that a witness has seen, or the newest while none has.
 *
 * @returns the note, with all signatures; null before the first
 */
export function checkpointToKeep(): Promise<string | null> {
  return read(async (tx) => ((await newestCosigned(tx)) ?? (await newestPublished(tx)))?.note ?? null);
}

/** @throws AppError `not_found` for an index that no checkpoint covers yet */
export function entryAt(index: number): Promise<LedgerEntryView> {
  return read(async (tx) => {
    const [leaf] = isCount(index) ? await leavesBetween(tx, index, index + 1) : [];
    if (leaf === undefined) throw new AppError("not_found", "There is no such entry in the ledger.");
    return present(leaf);
  });
}

/**
 * Entries that a checkpoint covers, the latest first.
 *
 * @param of.before an index: only entries below it, for the next page
 * @returns also the kinds of entries that there are, and where the next page begins; null on the last
 */
export function latestEntries(of: {
  subjectId: string | null;
  kind: string | null;
  before: number | null;
  limit: number;
}): Promise<{ entries: LedgerEntryView[]; kinds: string[]; next: number | null; size: number }> {
  return read(async (tx) => {
    const size = (await newestPublished(tx))?.size ?? 0;
    const before = Math.min(of.before ?? size, size);
    const leaves = await latestLeaves(tx, { ...of, before }, of.limit + 1);
    const entries = leaves.slice(0, of.limit).map(present);
    const next = leaves.length > of.limit ? (entries.at(-1)?.index ?? null) : null;
    return { entries, kinds: await findKinds(tx), next, size };
  });
}

/**
 * The proof that an entry is in the tree.
 *
 * @param size of the tree to prove it in; by default that of the newest checkpoint
 * @returns hashes in hex from the leaf up, for `verifyInclusion`
 * @throws AppError `not_found` for an entry beyond that tree, `invalid_request` for a tree that is not there yet
 */
export function inclusionProof(
  index: number,
  size?: number,
): Promise<{ index: number; size: number; leafHash: string; proof: string[] }> {
  return read(async (tx) => {
    const newest = await requireCheckpoint(tx);
    const within = size ?? newest.size;
    requireSize(within, newest);
    const [leaf] = isCount(index) && index < within ? await leavesBetween(tx, index, index + 1) : [];
    if (leaf === undefined) throw new AppError("not_found", "There is no such entry in that tree.");
    const [proof = []] = await hashRanges(tx, [inclusionRanges(index, within)]);
    return { index, size: within, leafHash: toHex(leaf.leafHash), proof: proof.map(toHex) };
  });
}

/**
 * The proof that the tree of `to` entries continues that of `from`.
 *
 * @throws AppError `invalid_request` unless 0 ≤ from ≤ to ≤ size of the newest checkpoint
 */
export function consistencyProof(
  from: number,
  to: number,
): Promise<{ from: number; to: number; proof: string[] }> {
  return read(async (tx) => {
    const newest = await requireCheckpoint(tx);
    requireSize(to, newest);
    if (!isCount(from) || from > to) throw new AppError("invalid_request", `from must be 0 to ${to}.`);
    const [proof = []] = await hashRanges(tx, [consistencyRanges(from, to)]);
    return { from, to, proof: proof.map(toHex) };
  });
}

/** All entries under one id, oldest first; empty when it has none (yet). */
export function entriesOf(subjectId: string): Promise<LedgerEntryView[]> {
  return read(async (tx) => {
    const leaves = await leavesOfSubjects(tx, [subjectId], Number.MAX_SAFE_INTEGER);
    return leaves.map(present);
  });
}

async function requireCheckpoint(tx: Tx): Promise<StoredCheckpoint> {
  const newest = await newestPublished(tx);
  if (newest === null) throw new AppError("unavailable", "The ledger has not signed anything yet.");
  return newest;
}

function requireSize(size: number, newest: StoredCheckpoint): void {
  if (isCount(size) && size <= newest.size) return;
  throw new AppError("invalid_request", `The tree has ${newest.size} entries so far.`);
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function present(stored: { index: number; leaf: string; leafHash: Uint8Array }): LedgerEntryView {
  const read = parseLeaf(stored.leaf);
  if (!read.ok) throw new Error(`entry ${stored.index} cannot be read: ${read.reason}`);
  const { kind, subject, at, data, commitment = null } = read.leaf;
  const { index, leaf } = stored;
  return { index, kind, subjectId: subject, at, data, commitment, leaf, leafHash: toHex(stored.leafHash) };
}
