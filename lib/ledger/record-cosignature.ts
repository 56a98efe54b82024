import { transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { openCosignature } from "./cosignature";
import { type NoteVerifier, readSignature, splitNote } from "./note";
import { checkpointOf, insertCosignature } from "./tree-store";
import { readWitnesses } from "./witnessed";

/**
 * Takes what a witness says of a checkpoint. Needs no credential: only a key of LEDGER_WITNESSES can make the line.
 *
 * @param input.line `— name base64`, without a newline
 * @returns whose it is and when it was signed; the same for a line that is there already
 * @throws AppError `invalid_request` for a line that is none, `forbidden` for a key that is no witness here and for a
 *   signature that does not hold, `not_found` for a size that was never signed
 */
export function recordCosignature(input: {
  size: number;
  line: string;
}): Promise<{ size: number; witness: string; at: Date }> {
  const { size, line } = input;
  const by = readSignature(line);
  if (by === null) throw new AppError("invalid_request", "cosignature must be one line: — name base64.");
  const witness = witnessesHere().find(({ name, keyId }) => name === by.name && keyId === by.keyId);
  if (witness === undefined)
    throw new AppError("forbidden", `${by.name} with key ${by.keyId} is no witness of this ledger.`);
  return transaction(async (tx) => {
    const checkpoint = await checkpointOf(tx, size);
    if (checkpoint === null)
      throw new AppError("not_found", `No checkpoint of ${size} entries was ever signed.`);
    const split = splitNote(checkpoint.note);
    if (!split.ok) throw new Error(`the checkpoint of ${size} cannot be read: ${split.reason}`);
    const opened = openCosignature(split.text, line, witness);
    if (!opened.ok) throw new AppError("forbidden", `Not taken: ${opened.reason}.`);
    await insertCosignature(tx, { size, keyId: witness.keyId, line });
    return { size, witness: witness.name, at: opened.at };
  });
}

/** Keys of the witnesses that this ledger takes cosignatures from, in vkey form. */
export function witnessKeys(): string[] {
  return (env().LEDGER_WITNESSES ?? "").split(/[\s,]+/).filter((vkey) => vkey !== "");
}

function witnessesHere(): NoteVerifier[] {
  const read = readWitnesses(witnessKeys());
  if (!read.ok) throw new Error(`LEDGER_WITNESSES: ${read.reason}`);
  return read.witnesses;
}
