import type { Tx } from "#lib/platform/db";
import { type Hash, type Subtree, type TreeNode, toHex } from "./merkle";

// Leaves, nodes and checkpoints: written by the sequencer, never changed (the database refuses it).

export type StoredLeaf = { index: number; leaf: string; leafHash: Hash };
export type StoredCheckpoint = { size: number; rootHash: Hash; note: string; createdAt: Date };

/** Gives waiting rows their places; their text is copied within the database. */
export async function insertLeaves(
  tx: Tx,
  leaves: readonly { pendingId: bigint; index: number; leafHash: Hash }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "LedgerLeaf" (index, "pendingId", leaf, "leafHash", kind, "subjectId")
    SELECT new.index, p.id, p.leaf, decode(new.hash, 'hex'), p.kind, p."subjectId"
      FROM unnest(${leaves.map(({ index }) => index)}::bigint[],
                  ${leaves.map(({ pendingId }) => pendingId)}::bigint[],
                  ${leaves.map(({ leafHash }) => toHex(leafHash))}::text[]) AS new(index, id, hash)
      JOIN "LedgerPending" p ON p.id = new.id`;
}

export async function insertNodes(tx: Tx, nodes: readonly TreeNode[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "LedgerNode" (level, index, hash)
    SELECT new.level, new.index, decode(new.hash, 'hex')
      FROM unnest(${nodes.map(({ level }) => level)}::int[],
                  ${nodes.map(({ index }) => index)}::bigint[],
                  ${nodes.map(({ hash }) => toHex(hash))}::text[]) AS new(level, index, hash)`;
}

export async function insertCheckpoint(tx: Tx, { size, ...checkpoint }: StoredCheckpoint): Promise<void> {
  await tx.ledgerCheckpoint.create({ data: { ...checkpoint, size: BigInt(size) }, select: { size: true } });
}

/** @returns null before the first */
export async function newestCheckpoint(tx: Tx): Promise<StoredCheckpoint | null> {
  const row = await tx.ledgerCheckpoint.findFirst({ orderBy: { size: "desc" } });
  return row === null ? null : toCheckpoint(row);
}

// Checkpoints as they are published, with what witnesses added to them.

/** @returns null before the first */
export async function newestPublished(tx: Tx): Promise<StoredCheckpoint | null> {
  const rows = await tx.$queryRaw<CheckpointRow[]>`
    SELECT c.size, c."rootHash", cosigned_note(c) AS note, c."createdAt" FROM "LedgerCheckpoint" c
     ORDER BY c.size DESC LIMIT 1`;
  return rows[0] === undefined ? null : toCheckpoint(rows[0]);
}

/** @returns null while no witness has seen one */
export async function newestCosigned(tx: Tx): Promise<StoredCheckpoint | null> {
  const rows = await tx.$queryRaw<CheckpointRow[]>`
    SELECT c.size, c."rootHash", cosigned_note(c) AS note, c."createdAt" FROM "LedgerCheckpoint" c
     WHERE c.size = (SELECT max(size) FROM "LedgerCosignature")`;
  return rows[0] === undefined ? null : toCheckpoint(rows[0]);
}

/** The checkpoint of exactly this size, without what witnesses added. */
export async function checkpointOf(tx: Tx, size: number): Promise<StoredCheckpoint | null> {
  const row = await tx.ledgerCheckpoint.findUnique({ where: { size: BigInt(size) } });
  return row === null ? null : toCheckpoint(row);
}

/** A witness's line, once for each checkpoint: its first word stands. */
export async function insertCosignature(
  tx: Tx,
  { size, ...cosignature }: { size: number; keyId: string; line: string },
): Promise<void> {
  await tx.ledgerCosignature.createMany({
    data: [{ ...cosignature, size: BigInt(size) }],
    skipDuplicates: true,
  });
}

/** All checkpoints up to a size, the smallest first. */
export async function checkpointsUpTo(tx: Tx, size: number): Promise<StoredCheckpoint[]> {
  const rows = await tx.$queryRaw<CheckpointRow[]>`
    SELECT c.size, c."rootHash", cosigned_note(c) AS note, c."createdAt" FROM "LedgerCheckpoint" c
     WHERE c.size <= ${size} ORDER BY c.size`;
  return rows.map(toCheckpoint);
}

/** For each leaf the first checkpoint that covered it, without repetition, the smallest first. */
export async function checkpointsCovering(tx: Tx, indexes: readonly number[]): Promise<StoredCheckpoint[]> {
  const rows = await tx.$queryRaw<CheckpointRow[]>`
    SELECT c.size, c."rootHash", cosigned_note(c) AS note, c."createdAt" FROM "LedgerCheckpoint" c
     WHERE c.size IN (SELECT (SELECT min(first.size) FROM "LedgerCheckpoint" first WHERE first.size > leaf.index)
                        FROM unnest(${[...indexes]}::bigint[]) AS leaf(index))
     ORDER BY c.size`;
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

/** Leaves of one subject or kind, or of any where null, below an index: the latest first. */
export async function latestLeaves(
  tx: Tx,
  of: { subjectId: string | null; kind: string | null; before: number },
  limit: number,
): Promise<StoredLeaf[]> {
  const rows = await tx.ledgerLeaf.findMany({
    where: {
      index: { lt: of.before },
      ...(of.subjectId === null ? {} : { subjectId: of.subjectId }),
      ...(of.kind === null ? {} : { kind: of.kind }),
    },
    select: { index: true, leaf: true, leafHash: true },
    orderBy: { index: "desc" },
    take: limit,
  });
  return rows.map(toLeaf);
}

/** Kinds of entries that there are, by name. */
export async function findKinds(tx: Tx): Promise<string[]> {
  // From one to the next by the index, which a table of a million rows answers as fast as one of ten.
  const rows = await tx.$queryRaw<{ kind: string }[]>`
    WITH RECURSIVE kinds AS (
      (SELECT kind FROM "LedgerLeaf" ORDER BY kind LIMIT 1)
      UNION ALL
      SELECT (SELECT l.kind FROM "LedgerLeaf" l WHERE l.kind > k.kind ORDER BY l.kind LIMIT 1)
      FROM kinds k WHERE k.kind IS NOT NULL
    ) SELECT kind FROM kinds WHERE kind IS NOT NULL`;
  return rows.map(({ kind }) => kind);
}

/** Leaves of these subjects below a size, in the order of the log. */
export async function leavesOfSubjects(
  tx: Tx,
  subjectIds: readonly string[],
  size: number,
): Promise<StoredLeaf[]> {
  // ANY takes one parameter however many ids there are; a list in Prisma's `in` takes one each.
  const rows = await tx.$queryRaw<{ index: bigint; leaf: string; leafHash: Hash }[]>`
    SELECT index, leaf, "leafHash" FROM "LedgerLeaf"
     WHERE "subjectId" = ANY(${[...subjectIds]}::text[]) AND index < ${size}
     ORDER BY index`;
  return rows.map(toLeaf);
}

function toLeaf(row: { index: bigint; leaf: string; leafHash: Hash }): StoredLeaf {
  return { index: Number(row.index), leaf: row.leaf, leafHash: new Uint8Array(row.leafHash) };
}

type CheckpointRow = Omit<StoredCheckpoint, "size"> & { size: bigint };

function toCheckpoint(row: CheckpointRow): StoredCheckpoint {
  return { ...row, size: Number(row.size), rootHash: new Uint8Array(row.rootHash) };
}
