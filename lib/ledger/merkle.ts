import { createHash } from "#ledger-crypto";

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array<ArrayBuffer>;

/** A complete subtree: it covers leaves [index·2^level, (index+1)·2^level). */
export type Subtree = { level: number; index: number };
export type TreeNode = Subtree & { hash: Hash };

/** Leaves [begin, end) whose hash is one element of a proof. */
export type LeafRange = { begin: number; end: number };

/** Hash of the empty tree, RFC 9162 §2.1.1. */
export const EMPTY_ROOT: Hash = createHash("sha256").digest();

/** RFC 9162 §2.1.1: the prefixes keep a leaf from ever passing for an inner node. */
export function leafHash(leaf: Uint8Array | string): Hash {
  return createHash("sha256").update(Uint8Array.of(0)).update(leaf).digest();
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  return createHash("sha256").update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** 64 lower-case hex digits. */
export function toHex(hash: Uint8Array): string {
  return Buffer.from(hash).toString("hex");
}

/**
 * The complete subtrees that cover a tree of `size` leaves, largest first: one for every set bit of `size`.
 * They are all that has to be read to add leaves or to compute the root.
 */
export function peaksOf(size: number): Subtree[] {
  return subtreesOf({ begin: 0, end: size });
}

/**
 * The complete subtrees that make up a range of leaves, largest first.
 *
 * @param range as in a proof: `begin` is a multiple of the largest power of two that fits into it
 */
export function subtreesOf({ begin, end }: LeafRange): Subtree[] {
  const found: Subtree[] = [];
  for (let at = begin; at < end; ) {
    const level = Math.floor(Math.log2(end - at));
    // log2 is a floating-point number: correct it by one where it rounds up just under a power of two.
    const exact = 2 ** level > end - at ? level - 1 : level;
    found.push({ level: exact, index: at / 2 ** exact });
    at += 2 ** exact;
  }
  return found;
}

/** Joins the hashes of adjacent complete subtrees, largest first, as RFC 9162 §2.1.1 joins an uneven tree. */
export function joinHashes(hashes: readonly Hash[]): Hash {
  return (
    hashes.reduceRight<Hash | null>((right, left) => (right === null ? left : nodeHash(left, right)), null) ??
    EMPTY_ROOT
  );
}

/**
 * RFC 9162 §2.1.3.1, PATH(m, D_n), as the leaf ranges to hash, from the leaf up.
 *
 * @param index 0 ≤ index < size
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const path: LeafRange[] = [];
  let tree: LeafRange = { begin: 0, end: size };
  while (tree.end - tree.begin > 1) {
    const middle = tree.begin + largestPowerBelow(tree.end - tree.begin);
    const left = { begin: tree.begin, end: middle };
    const right = { begin: middle, end: tree.end };
    path.unshift(index < middle ? right : left);
    tree = index < middle ? left : right;
  }
  return path;
}

/**
 * RFC 9162 §2.1.4.1, PROOF(m, D_n), as the leaf ranges to hash.
 *
 * @param from 0 ≤ from ≤ to; from the empty tree or to the same tree there is nothing to prove
 */
export function consistencyRanges(from: number, to: number): LeafRange[] {
  if (from === 0 || from === to) return [];
  const path: LeafRange[] = [];
  let tree: LeafRange = { begin: 0, end: to };
  let leftIsOldRoot = true;
  while (from !== tree.end) {
    const middle = tree.begin + largestPowerBelow(tree.end - tree.begin);
    const left = { begin: tree.begin, end: middle };
    const right = { begin: middle, end: tree.end };
    if (from <= middle) {
      path.unshift(right);
      tree = left;
    } else {
      path.unshift(left);
      tree = right;
      leftIsOldRoot = false;
    }
  }
  // Where the old tree is itself a subtree of the new one, its root is known and left out.
  if (!leftIsOldRoot) path.unshift(tree);
  return path;
}

/** Largest power of two strictly below n. @param n ≥ 2 */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
