import type { Tx } from "#lib/platform/db";
import type { EntryKind } from "./entry";

// The sequencer's queue: rows that business transactions wrote and that have, or wait for, a leaf.

export type PendingEntry = {
  kind: EntryKind;
  subjectId: string;
  leaf: string;
  secret: string | null;
  salt: Uint8Array<ArrayBuffer> | null;
  createdAt: Date;
};

/** A row on its way into the tree. */
export type WaitingEntry = { id: bigint; kind: string; subjectId: string; leaf: string };

/**
 * How many ids before that of the newest leaf a quick look goes. Ids become visible in the order of commits, not of ids,
 * but a transaction ends within 20 s (platform/db.ts), so a straggler is at most 20 s of entries behind. What
 * should be later still is found by the sequencer's full look. Measured with 1,000,000 leaves on two cores:
 * 3 ms for 1,000, 10 ms for 10,000, 600 ms for all.
 */
const LOOK_BACK = { sequencer: 10_000n, health: 1_000n };

/** Puts an entry in the sequencer's queue; it becomes a leaf only if this transaction commits. */
export async function insertPending(tx: Tx, entry: PendingEntry): Promise<WaitingEntry> {
  return tx.ledgerPending.create({
    data: entry,
    select: { id: true, kind: true, subjectId: true, leaf: true },
  });
}

/**
 * Makes this transaction the only sequencer until it ends.
 *
 * @returns false when another one is at work
 */
export async function tryLockSequencer(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('countersign.ledger.sequencer')) AS locked`;
  return row?.locked === true;
}

/**
 * Committed rows without a leaf, by id. Asked for by what is absent, never by "id greater than the last": a row
 * with a lower id may commit later.
 *
 * @param look `quick` reads a bounded stretch of ids, `full` all of them
 */
export async function findUnsequenced(
  tx: Tx,
  look: "quick" | "full",
  limit: number,
): Promise<WaitingEntry[]> {
  const after = look === "full" ? 0n : await lookAfter(tx, LOOK_BACK.sequencer);
  return tx.$queryRaw<WaitingEntry[]>`
    SELECT p.id, p.kind, p."subjectId", p.leaf
      FROM "LedgerPending" p
     WHERE p.id > ${after}
       AND NOT EXISTS (SELECT FROM "LedgerLeaf" l WHERE l."pendingId" = p.id AND l."pendingId" > ${after})
     ORDER BY p.id
     LIMIT ${limit}`;
}

/** @returns how many rows wait, and for how many seconds the oldest has, by the database's clock (0 when none) */
export async function measureWaiting(tx: Tx): Promise<{ waiting: number; oldestSeconds: number }> {
  const after = await lookAfter(tx, LOOK_BACK.health);
  const [row] = await tx.$queryRaw<{ waiting: number; oldestSeconds: number }[]>`
    SELECT count(*)::int AS waiting,
           coalesce(extract(epoch FROM clock_timestamp() - min(p."createdAt")), 0)::float8 AS "oldestSeconds"
      FROM "LedgerPending" p
     WHERE p.id > ${after}
       AND NOT EXISTS (SELECT FROM "LedgerLeaf" l WHERE l."pendingId" = p.id AND l."pendingId" > ${after})`;
  return row ?? { waiting: 0, oldestSeconds: 0 };
}

async function lookAfter(tx: Tx, lookBack: bigint): Promise<bigint> {
  // The leaf added last, not the greatest id: the sequencer's own rows overtake a queue that was there before them.
  const newest = await tx.ledgerLeaf.findFirst({ orderBy: { index: "desc" }, select: { pendingId: true } });
  return (newest?.pendingId ?? 0n) - lookBack;
}
