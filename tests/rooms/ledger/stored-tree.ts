import { EMPTY_FRONTIER, grow, rootOf } from "#lib/ledger/frontier";
import {
  type Hash,
  joinHashes,
  type LeafRange,
  leafHash,
  type Subtree,
  subtreesOf,
} from "#lib/ledger/merkle";

/** A tree in memory that keeps what the database keeps: leaf hashes and the nodes that each growth completed. */
export function storedTree(leaves: readonly Uint8Array[], batch = 1) {
  const nodes = new Map<string, Hash>();
  const name = ({ level, index }: Subtree) => `${level}/${index}`;
  let frontier = EMPTY_FRONTIER;
  for (let at = 0; at < leaves.length; at += batch) {
    const hashes = leaves.slice(at, at + batch).map((leaf) => leafHash(leaf));
    hashes.forEach((hash, offset) => {
      nodes.set(name({ level: 0, index: at + offset }), hash);
    });
    const grown = grow(frontier, hashes);
    for (const node of grown.completed) nodes.set(name(node), node.hash);
    frontier = grown.frontier;
  }
  const hashOf = (range: LeafRange): Hash =>
    joinHashes(
      subtreesOf(range).map((subtree) => {
        const hash = nodes.get(name(subtree));
        if (hash === undefined) throw new Error(`node ${name(subtree)} was never stored`);
        return hash;
      }),
    );
  return {
    frontier,
    root: rootOf(frontier),
    nodes,
    hashesOf: (ranges: readonly LeafRange[]) => ranges.map(hashOf),
  };
}
