import { randomBytes } from "node:crypto";
import { canonicalJson, type JsonObject } from "#lib/platform/canonical-json";
import { databaseNow, type Tx } from "#lib/platform/db";
import type { EntryKind } from "./entry";
import { commitment, leafText } from "./entry";
import { insertPending } from "./store";

/**
 * Puts one state change on record, in the transaction that makes it: both are saved or neither.
 *
 * Call it after the rows that the change rests on are locked: the order of two entries in the ledger is the
 * order in which they were appended, and only the lock makes that the order of the changes.
 *
 * @param entry.data public for ever: ids, codes, digests, counts; never names of people, e-mail or face data
 * @param entry.secret what may one day be erased; the leaf holds only a salted commitment to it
 */
export async function appendEntry(
  tx: Tx,
  entry: { kind: EntryKind; subjectId: string; data: JsonObject; secret?: JsonObject },
): Promise<void> {
  const { kind, subjectId, data } = entry;
  const at = await databaseNow(tx);
  const salt = entry.secret === undefined ? null : randomBytes(32);
  const secret = entry.secret === undefined ? null : canonicalJson(entry.secret);
  const committed = salt === null || secret === null ? null : commitment(salt, secret);
  const leaf = leafText({ kind, subjectId, at, data, commitment: committed });
  await insertPending(tx, { kind, subjectId, leaf, secret, salt, createdAt: at });
}
