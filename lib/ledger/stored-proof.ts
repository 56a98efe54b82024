import type { Tx } from "#lib/platform/db";
import { type Hash, joinHashes, type LeafRange, type Subtree, subtreesOf } from "./merkle";
import { nodesAt } from "./tree-store";

/**
 * Hashes many lists of leaf ranges (proofs) from stored nodes, in one read: proofs of neighbours share most nodes.
 *
 * @returns a list of hashes for each list of ranges
 */
export async function hashRanges(tx: Tx, proofs: readonly (readonly LeafRange[])[]): Promise<Hash[][]> {
  const wanted = new Map<string, Subtree>();
  for (const range of proofs.flat())
    for (const subtree of subtreesOf(range)) wanted.set(nameOf(subtree), subtree);

  const hashes = await nodesAt(tx, [...wanted.values()]);
  const known = new Map([...wanted.keys()].map((name, place) => [name, hashes[place]]));
  const hashOf = (range: LeafRange): Hash =>
    joinHashes(subtreesOf(range).map((one) => found(known, nameOf(one))));
  return proofs.map((ranges) => ranges.map(hashOf));
}

function nameOf({ level, index }: Subtree): string {
  return `${level}/${index}`;
}

function found(known: ReadonlyMap<string, Hash | undefined>, name: string): Hash {
  const hash = known.get(name);
  if (hash === undefined) throw new Error(`node ${name} was not read`);
  return hash;
}
