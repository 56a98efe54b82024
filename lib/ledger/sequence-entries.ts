import type { JsonObject } from "#lib/platform/canonical-json";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { checkpointText, openCheckpoint } from "./checkpoint";
import { leafText } from "./entry";
import { EMPTY_FRONTIER, type Frontier, grow, rootOf } from "./frontier";
import { leafHash, peaksOf } from "./merkle";
import { isSameHash } from "./merkle-proof";
import { type NoteSigner, signNote } from "./note";
import { ledgerSigner } from "./signing-key";
import { findUnsequenced, insertPending, tryLockSequencer, type WaitingEntry } from "./store";
import {
  insertCheckpoint,
  insertLeaves,
  insertNodes,
  newestCheckpoint,
  nodesAt,
  type StoredCheckpoint,
} from "./tree-store";

/** Rows that one transaction takes; a longer queue takes several calls. */
export const BATCH_MAX = 1_000;
const SILENCE_MAX_MS = 60 * 60 * 1_000;

export type Sequenced =
  /** Another sequencer holds the lock; nothing was done. */
  | { state: "busy" }
  /** `appended` leaves were added (0 when there was no news) to a tree that now has `size`. */
  | { state: "done"; appended: number; size: number };

/**
 * Turns waiting entries into leaves and signs the tree that they make, all in one transaction: a checkpoint never
 * leaves this process unless its leaves are saved. Without news it signs hourly, over a heartbeat leaf.
 *
 * @param input.look `quick` for the call of each second; `full` on the first and now and then, so that not even a
 *   row that became visible absurdly late is passed over
 * @throws Error when the stored tree or the signing key are not those of the newest checkpoint: two histories must
 *   never be signed, so nothing is
 */
export function sequenceEntries(input: { now: Date; look?: "quick" | "full" }): Promise<Sequenced> {
  return transaction(async (tx) => {
    if (!(await tryLockSequencer(tx))) return { state: "busy" };
    const signer = ledgerSigner();
    const newest = await newestCheckpoint(tx);
    const frontier = newest === null ? EMPTY_FRONTIER : await loadFrontier(tx, newest, signer);

    const entries = await nextEntries(tx, { ...input, newest, signer });
    if (entries.length === 0) return { state: "done", appended: 0, size: frontier.size };

    const size = await appendLeaves(tx, { frontier, entries, signer, now: input.now });
    return { state: "done", appended: entries.length, size };
  });
}

/** The right edge of the stored tree, checked against what was signed last. */
async function loadFrontier(tx: Tx, newest: StoredCheckpoint, signer: NoteSigner): Promise<Frontier> {
  const opened = openCheckpoint(newest.note, signer);
  if (!opened.ok) {
    throw new Error(
      `this is not the key or origin of the ledger's checkpoint of ${newest.size}: ${opened.reason}`,
    );
  }
  const { size, rootHash } = opened.checkpoint;
  const frontier = { size, peaks: await nodesAt(tx, peaksOf(size)) };
  if (!isSameHash(rootOf(frontier), rootHash)) {
    throw new Error(
      `the stored tree is not the one that was signed at ${size} entries; nothing more is signed`,
    );
  }
  return frontier;
}

async function nextEntries(
  tx: Tx,
  input: { now: Date; look?: "quick" | "full"; newest: StoredCheckpoint | null; signer: NoteSigner },
): Promise<WaitingEntry[]> {
  const { newest, signer } = input;
  const waiting = await findUnsequenced(tx, input.look ?? "full", BATCH_MAX - 1);
  // The key stands in the first leaf, so that a process without the secret can say what to verify with.
  if (newest === null) return [await insertOwn(tx, "ledger.opened", signer), ...waiting];
  const isSilent = input.now.getTime() - newest.createdAt.getTime() >= SILENCE_MAX_MS;
  return waiting.length === 0 && isSilent ? [await insertOwn(tx, "ledger.heartbeat", signer)] : waiting;
}

async function insertOwn(
  tx: Tx,
  kind: "ledger.opened" | "ledger.heartbeat",
  { name, vkey }: NoteSigner,
): Promise<WaitingEntry> {
  const createdAt = await databaseNow(tx);
  const data: JsonObject = kind === "ledger.opened" ? { origin: name, vkey } : {};
  const leaf = leafText({ kind, subjectId: "ledger", at: createdAt, data, commitment: null });
  return insertPending(tx, { kind, subjectId: "ledger", leaf, secret: null, salt: null, createdAt });
}

/** @returns the new size of the tree */
async function appendLeaves(
  tx: Tx,
  input: { frontier: Frontier; entries: readonly WaitingEntry[]; signer: NoteSigner; now: Date },
): Promise<number> {
  const { entries, signer } = input;
  const leaves = entries.map((entry, place) => ({
    pendingId: entry.id,
    index: input.frontier.size + place,
    leafHash: leafHash(entry.leaf),
  }));
  const { frontier, completed } = grow(
    input.frontier,
    leaves.map((leaf) => leaf.leafHash),
  );
  const { size } = frontier;
  const rootHash = rootOf(frontier);
  const note = signNote(checkpointText({ origin: signer.name, size, rootHash }), signer);

  await insertLeaves(tx, leaves);
  await insertNodes(tx, completed);
  await insertCheckpoint(tx, { size, rootHash, note, createdAt: input.now });
  return size;
}
