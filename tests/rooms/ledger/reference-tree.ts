import { EMPTY_ROOT, type Hash, leafHash, nodeHash } from "#lib/ledger/merkle";

// RFC 6962 §2.1 as it is written, by recursion over all leaves: slow, and so plainly right that the fast one is judged by it.

export function referenceRoot(leaves: readonly Uint8Array[]): Hash {
  const [only] = leaves;
  if (only === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return leafHash(only);
  const k = split(leaves.length);
  return nodeHash(referenceRoot(leaves.slice(0, k)), referenceRoot(leaves.slice(k)));
}

export function referenceInclusion(m: number, leaves: readonly Uint8Array[]): Hash[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...referenceInclusion(m, leaves.slice(0, k)), referenceRoot(leaves.slice(k))]
    : [...referenceInclusion(m - k, leaves.slice(k)), referenceRoot(leaves.slice(0, k))];
}

export function referenceConsistency(m: number, leaves: readonly Uint8Array[], isOldRoot = true): Hash[] {
  if (m === leaves.length) return isOldRoot ? [] : [referenceRoot(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...referenceConsistency(m, leaves.slice(0, k), isOldRoot), referenceRoot(leaves.slice(k))]
    : [...referenceConsistency(m - k, leaves.slice(k), false), referenceRoot(leaves.slice(0, k))];
}

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
