import type { Tx } from "#lib/platform/db";
import type { Hash, Subtree, TreeNode } from "./merkle";
import type { WaitingEntry } from "./store";

// Leaves, nodes and checkpoints: written by the sequencer, never changed (the database refuses it).

export type StoredLeaf = { index: number; leaf: string; leafHash: Hash };
export type StoredCheckpoint = { size: number; rootHash: Hash; note: string; createdAt: Date };

export async function insertLeaves(
  tx: Tx,
  leaves: readonly (WaitingEntry & { index: number; leafHash: Hash })[],
): Promise<void> {
  await tx.ledgerLeaf.createMany({
    data: leaves.map(({ id, index, ...leaf }) => ({ ...leaf, index: BigInt(index), pendingId: id })),
  });
}

export async function insertNodes(tx: Tx, nodes: readonly TreeNode[]): Promise<void> {
  await tx.ledgerNode.createMany({
    data: nodes.map(({ level, index, hash }) => ({ level, index: BigInt(index), hash })),
  });
}

export async function insertCheckpoint(tx: Tx, { size, ...checkpoint }: StoredCheckpoint): Promise<void> {
  await tx.ledgerCheckpoint.create({ data: { ...checkpoint, size: BigInt(size) }, select: { size: true } });
}

/** @returns null before the first */
export async function newestCheckpoint(tx: Tx): Promise<StoredCheckpoint | null> {
  const row = await tx.ledgerCheckpoint.findFirst({ orderBy: { size: "desc" } });
  return row === null ? null : toCheckpoint(row);
}

/** All checkpoints up to a size, the smallest first. */
export async function checkpointsUpTo(tx: Tx, size: number): Promise<StoredCheckpoint[]> {
  const rows = await tx.ledgerCheckpoint.findMany({
    where: { size: { lte: size } },
    orderBy: { size: "asc" },
  });
  return rows.map(toCheckpoint);
}

/** For each leaf the first checkpoint that covered it, without repetition, the smallest first. */
export async function checkpointsCovering(tx: Tx, indexes: readonly number[]): Promise<StoredCheckpoint[]> {
  const sizes = await tx.$queryRaw<{ size: bigint }[]>`
    SELECT DISTINCT (SELECT min(c.size) FROM "LedgerCheckpoint" c WHERE c.size > leaf.index) AS size
      FROM unnest(${[...indexes]}::bigint[]) AS leaf(index)`;
  const rows = await tx.ledgerCheckpoint.findMany({
    where: { size: { in: sizes.map(({ size }) => size) } },
    orderBy: { size: "asc" },
  });
  return rows.map(toCheckpoint);
}

/**
 * Hashes of complete subtrees, in the order asked for, in one read.
 *
 * @throws Error when one was never stored: the tree is damaged, or was asked for beyond its size
 */
export async function nodesAt(tx: Tx, wanted: readonly Subtree[]): Promise<Hash[]> {
  const rows = await tx.$queryRaw<{ level: number; index: bigint; hash: Hash | null }[]>`
    SELECT want.level, want.index, coalesce(node.hash, leaf."leafHash") AS hash
      FROM unnest(${wanted.map(({ level }) => level)}::int[], ${wanted.map(({ index }) => index)}::bigint[])
           WITH ORDINALITY AS want(level, index, place)
      LEFT JOIN "LedgerNode" node ON node.level = want.level AND node.index = want.index
      LEFT JOIN "LedgerLeaf" leaf ON want.level = 0 AND leaf.index = want.index
     ORDER BY want.place`;
  return rows.map(({ level, index, hash }) => {
    if (hash === null) throw new Error(`the ledger lacks node ${index} of level ${level}`);
    return new Uint8Array(hash);
  });
}

/** Leaves [begin, end) in order. */
export async function leavesBetween(tx: Tx, begin: number, end: number): Promise<StoredLeaf[]> {
  const rows = await tx.ledgerLeaf.findMany({
    where: { index: { gte: begin, lt: end } },
    select: { index: true, leaf: true, leafHash: true },
    orderBy: { index: "asc" },
  });
  return rows.map(toLeaf);
}

/** Leaves of these subjects below a size, in the order of the log. */
export async function leavesOfSubjects(
  tx: Tx,
  subjectIds: readonly string[],
  size: number,
): Promise<StoredLeaf[]> {
  const rows = await tx.ledgerLeaf.findMany({
    where: { subjectId: { in: [...subjectIds] }, index: { lt: size } },
    select: { index: true, leaf: true, leafHash: true },
    orderBy: { index: "asc" },
  });
  return rows.map(toLeaf);
}

function toLeaf(row: { index: bigint; leaf: string; leafHash: Hash }): StoredLeaf {
  return { ...row, index: Number(row.index) };
}

function toCheckpoint(row: Omit<StoredCheckpoint, "size"> & { size: bigint }): StoredCheckpoint {
  return { ...row, size: Number(row.size) };
}
