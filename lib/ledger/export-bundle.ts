import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Bundle, BundleCheckpoint, BundleScope } from "./bundle";
import type { EntryKind } from "./entry";
import { parseLeaf } from "./leaf";
import { consistencyRanges, inclusionRanges } from "./merkle";
import { hashRanges } from "./stored-proof";
import {
  checkpointsCovering,
  checkpointsUpTo,
  leavesBetween,
  leavesOfSubjects,
  newestCosigned,
  newestPublished,
  type StoredCheckpoint,
  type StoredLeaf,
} from "./tree-store";

/** Leaves of one read when the whole ledger is exported. */
const PAGE = 5_000;

/**
 * What an auditor takes away: entries, checkpoints and proofs that `verifyBundle` judges with no database.
 *
 * A part of the ledger brings along what its entries rest on (a key its grant, a grant its decision and
 * signatures), so that the rules can be held against it as well.
 *
 * @param scope everything by default; `to` is exclusive; `also` brings entries of these kinds of other subjects along
 * @throws AppError `unavailable` before the first checkpoint, `not_found` for a subject without entries,
 *   `invalid_request` for a range beyond the newest checkpoint
 */
export function exportBundle(
  scope:
    | { subjectId: string; also?: readonly Besides[] }
    | { from: number; to: number }
    | Record<never, never> = {},
): Promise<Bundle> {
  return read(async (tx) => {
    const newest = await newestPublished(tx);
    if (newest === null) throw new AppError("unavailable", "The ledger has not signed anything yet.");
    const { origin, vkey } = await readOpening(tx);
    if ("subjectId" in scope) {
      const found = await leavesOfSubjects(tx, [scope.subjectId], newest.size);
      if (found.length === 0) throw new AppError("not_found", "The ledger has nothing under that id.");
      const besides = await leavesBesides(tx, scope.also ?? [], newest.size);
      const part = await proveLeaves(tx, newest, await withGrounds(tx, [...found, ...besides], newest.size));
      return { origin, vkey, scope: { kind: "subject", subject: scope.subjectId }, ...part };
    }
    if ("from" in scope) {
      const { from, to } = requireRange(scope, newest.size);
      const found = await leavesBetween(tx, from, to);
      const part = await proveLeaves(tx, newest, await withGrounds(tx, found, newest.size));
      return { origin, vkey, scope: { kind: "range", from, to }, ...part };
    }
    return { origin, vkey, scope: { kind: "all" } satisfies BundleScope, ...(await everything(tx, newest)) };
  });
}

/** Entries of one kind under some ids. */
type Besides = { kind: EntryKind; subjectIds: readonly string[] };

async function leavesBesides(tx: Tx, wanted: readonly Besides[], size: number): Promise<StoredLeaf[]> {
  const ids = [...new Set(wanted.flatMap(({ subjectIds }) => subjectIds))];
  const leaves = ids.length === 0 ? [] : await leavesOfSubjects(tx, ids, size);
  return leaves.filter(({ leaf }) => {
    const read = parseLeaf(leaf);
    if (!read.ok) return false;
    const { kind, subject } = read.leaf;
    return wanted.some((one) => one.kind === kind && one.subjectIds.includes(subject));
  });
}

type Part = Pick<Bundle, "checkpoints" | "entries">;

/** The key to verify with, from the first leaf. */
async function readOpening(tx: Tx): Promise<{ origin: string; vkey: string }> {
  const [first] = await leavesBetween(tx, 0, 1);
  const opening = parseLeaf(first?.leaf ?? "");
  const { origin, vkey } = opening.ok ? opening.leaf.data : {};
  if (typeof origin !== "string" || typeof vkey !== "string") {
    throw new Error("the ledger's first leaf does not name its key");
  }
  return { origin, vkey };
}

async function everything(tx: Tx, newest: StoredCheckpoint): Promise<Part> {
  const entries: StoredLeaf[] = [];
  for (let at = 0; at < newest.size; at += PAGE) {
    entries.push(...(await leavesBetween(tx, at, Math.min(at + PAGE, newest.size))));
  }
  const checkpoints = await checkpointsUpTo(tx, newest.size);
  return { checkpoints: checkpoints.map(({ note }) => ({ note })), entries };
}

/**
 * Adds proofs, and the checkpoints that first covered these leaves: they bound when each was on record. The newest that
 * a witness has seen comes along: the very newest may be too young for that.
 */
async function proveLeaves(tx: Tx, newest: StoredCheckpoint, leaves: readonly StoredLeaf[]): Promise<Part> {
  const indexes = leaves.map(({ index }) => index);
  const covering = await checkpointsCovering(tx, indexes);
  const cosigned = await newestCosigned(tx);
  const bySize = new Map(
    [...covering, ...(cosigned === null || cosigned.size > newest.size ? [] : [cosigned]), newest].map(
      (one) => [one.size, one],
    ),
  );
  const chain = [...bySize.values()].sort((a, b) => a.size - b.size);
  const steps = chain.map(({ size }, place) => consistencyRanges(chain[place - 1]?.size ?? 0, size));
  const hashes = await hashRanges(tx, [
    ...steps,
    ...indexes.map((index) => inclusionRanges(index, newest.size)),
  ]);
  const checkpoints = chain.map(({ note }, place): BundleCheckpoint => {
    return place === 0 ? { note } : { note, consistency: hashes[place] ?? [] };
  });
  const entries = leaves.map((leaf, place) => ({ ...leaf, proof: hashes[chain.length + place] ?? [] }));
  return { checkpoints, entries };
}

/** The leaves and all that they rest on, in the order of the log. */
async function withGrounds(tx: Tx, leaves: readonly StoredLeaf[], size: number): Promise<StoredLeaf[]> {
  const known = new Map(leaves.map((leaf) => [leaf.index, leaf]));
  const asked = new Set<string>();
  let news = leaves;
  while (news.length > 0) {
    const grounds = new Set(news.flatMap(groundsOf).filter((id) => !asked.has(id)));
    for (const id of grounds) asked.add(id);
    const found = grounds.size === 0 ? [] : await leavesOfSubjects(tx, [...grounds], size);
    news = found.filter(({ index }) => !known.has(index));
    for (const leaf of news) known.set(leaf.index, leaf);
  }
  return [...known.values()].sort((a, b) => a.index - b.index);
}

/** Ids whose entries say whether this one may stand: those that `rules.ts` looks up. */
function groundsOf(stored: StoredLeaf): string[] {
  const read = parseLeaf(stored.leaf);
  // A damaged leaf is exported as it is: showing it is the verifier's work.
  if (!read.ok) return [];
  const { kind, subject, data } = read.leaf;
  const named = [data.proposal_id, data.decision_id, data.grant_id, data.key_id];
  const own = kind === "job.released" || kind === "key.revoked" ? [subject] : [];
  return [...own, ...named].filter((id) => typeof id === "string");
}

function requireRange(
  { from, to }: { from: number; to: number },
  size: number,
): { from: number; to: number } {
  const isRange =
    Number.isSafeInteger(from) && Number.isSafeInteger(to) && 0 <= from && from < to && to <= size;
  if (!isRange)
    throw new AppError("invalid_request", `A range needs 0 ≤ from < to ≤ ${size}, the entries so far.`);
  return { from, to };
}
