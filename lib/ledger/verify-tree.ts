import type { Bundle } from "./bundle";
import type { Checkpoint } from "./checkpoint";
import { EMPTY_FRONTIER, grow, rootOf } from "./frontier";
import { isSameHash, verifyConsistency, verifyInclusion } from "./merkle-proof";

export type TreeFault = { check: "consistency" | "inclusion" | "checkpoint"; index?: number; reason: string };

/**
 * Whether checkpoints and entries belong to one tree that only grew.
 *
 * @param checkpoints those of the bundle, opened, by growing size
 * @param held one more that the auditor kept; not larger than the newest
 */
export function whyTreeFails(
  bundle: Bundle,
  checkpoints: readonly Checkpoint[],
  held: Checkpoint | null,
): TreeFault | null {
  return bundle.scope.kind === "all"
    ? whyRebuiltTreeFails(bundle, checkpoints, held)
    : (whyChainFails(bundle, checkpoints, held) ?? whyEntryFails(bundle, checkpoints));
}

/**
 * With every entry at hand the tree is built again and its root compared at each checkpoint: that proves inclusion
 * and consistency at once, and needs no proof from the log.
 */
function whyRebuiltTreeFails(
  { entries }: Bundle,
  checkpoints: readonly Checkpoint[],
  held: Checkpoint | null,
): TreeFault | null {
  const known = held === null ? checkpoints : [...checkpoints, held].sort((a, b) => a.size - b.size);
  let frontier = EMPTY_FRONTIER;
  for (const checkpoint of known) {
    const from = frontier.size;
    const added = entries.slice(from, checkpoint.size).map(({ leafHash }) => leafHash);
    frontier = grow(frontier, added).frontier;
    if (isSameHash(rootOf(frontier), checkpoint.rootHash)) continue;
    const whose = checkpoint === held ? "the checkpoint that you hold" : "the log's checkpoint";
    // What came before was signed as it is here, so the fault lies in what was added, or in the checkpoint.
    const reason = `entries ${from} to ${checkpoint.size - 1} are not those of ${whose} of ${checkpoint.size} entries`;
    return { check: "inclusion", index: from, reason };
  }
  return null;
}

function whyChainFails(
  bundle: Bundle,
  checkpoints: readonly Checkpoint[],
  held: Checkpoint | null,
): TreeFault | null {
  for (const [place, newer] of checkpoints.entries()) {
    const older = checkpoints[place - 1];
    const proof = bundle.checkpoints[place]?.consistency ?? [];
    const sizes = older && { from: older.size, to: newer.size };
    if (
      older &&
      sizes &&
      !verifyConsistency({ ...sizes, fromRoot: older.rootHash, toRoot: newer.rootHash, proof })
    )
      return {
        check: "consistency",
        reason: `the tree of ${newer.size} entries is not shown to continue that of ${older.size}`,
      };
  }
  if (held === null) return null;
  const same = checkpoints.find(({ size }) => size === held.size);
  if (same === undefined)
    return {
      check: "consistency",
      reason: `no checkpoint of ${held.size} entries here to compare with the one that you hold; export the whole ledger`,
    };
  if (isSameHash(same.rootHash, held.rootHash)) return null;
  return {
    check: "consistency",
    reason: `two different trees of ${held.size} entries were signed: yours and the one here`,
  };
}

function whyEntryFails({ entries }: Bundle, checkpoints: readonly Checkpoint[]): TreeFault | null {
  const newest = checkpoints.at(-1);
  if (newest === undefined) return { check: "checkpoint", reason: "there is no checkpoint" };
  const tree = { size: newest.size, root: newest.rootHash };
  for (const { index, leafHash, proof } of entries) {
    if (proof === undefined) return { check: "inclusion", index, reason: "it has no inclusion proof" };
    if (!verifyInclusion({ ...tree, index, leafHash, proof }))
      return { check: "inclusion", index, reason: `it is not in the tree of ${newest.size} entries` };
  }
  return null;
}
