import { randomBytes } from "node:crypto";
import { canonicalJson, type JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { commitment, leafText } from "./entry";
import type { EntryKind } from "./entry";
import { insertPending } from "./store";

/**
 * Puts one state change on record, in the transaction that makes it: both are saved or neither.
 *
 * @param entry.data public for ever: ids, codes, digests, counts; never names of people, e-mail or face data
 * @param entry.secret what may one day be erased; the leaf holds only a salted commitment to it
 */
export async function appendEntry(
  tx: Tx,
  entry: { kind: EntryKind; subjectId: string; data: JsonObject; secret?: JsonObject },
): Promise<void> {
  const salt = entry.secret === undefined ? null : randomBytes(32);
  const secret = entry.secret === undefined ? null : canonicalJson(entry.secret);
  const leaf = leafText({
    kind: entry.kind,
    subjectId: entry.subjectId,
    data: entry.data,
    commitment: salt === null || secret === null ? null : commitment(salt, secret),
  });
  await insertPending(tx, { kind: entry.kind, subjectId: entry.subjectId, leaf, secret, salt });
}
