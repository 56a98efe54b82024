import type { Tx } from "#lib/platform/db";
import type { EntryKind } from "./entry";

export type PendingEntry = {
  kind: EntryKind;
  subjectId: string;
  leaf: string;
  secret: string | null;
  salt: Uint8Array<ArrayBuffer> | null;
  createdAt: Date;
};

/** Puts an entry in the sequencer's queue; it becomes a leaf only if this transaction commits. */
export async function insertPending(tx: Tx, entry: PendingEntry): Promise<void> {
  await tx.ledgerPending.create({ data: entry, select: { id: true } });
}
