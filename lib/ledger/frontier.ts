import { type Hash, joinHashes, nodeHash, type TreeNode } from "./merkle";

/** The right edge of a tree: all that is needed to add leaves and to compute the root, however long the log is. */
export type Frontier = {
  size: number;
  /** Hashes of `peaksOf(size)`, largest subtree first. */
  peaks: readonly Hash[];
};

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] };

/** The root of the tree, RFC 9162 §2.1.1. */
export function rootOf(frontier: Frontier): Hash {
  return joinHashes(frontier.peaks);
}

/**
 * Adds leaves at the right edge.
 *
 * @returns the new edge, and the inner nodes (level ≥ 1) that these leaves completed, in the order of completion
 */
export function grow(
  frontier: Frontier,
  leafHashes: readonly Hash[],
): { frontier: Frontier; completed: TreeNode[] } {
  const peaks = [...frontier.peaks];
  const completed: TreeNode[] = [];
  leafHashes.forEach((leaf, offset) => {
    const index = frontier.size + offset;
    let hash = leaf;
    // A leaf completes one subtree for every trailing 1 bit of its index, as carrying does in a sum.
    for (let level = 1, rest = index; rest % 2 === 1; level += 1, rest = (rest - 1) / 2) {
      const left = peaks.pop();
      if (left === undefined) throw new Error(`the edge of a tree of ${index} leaves lacks a peak`);
      hash = nodeHash(left, hash);
      completed.push({ level, index: Math.floor(index / 2 ** level), hash });
    }
    peaks.push(hash);
  });
  return { frontier: { size: frontier.size + leafHashes.length, peaks }, completed };
}
