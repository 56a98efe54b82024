import { type Checkpoint, openCheckpoint } from "./checkpoint";
import type { ProveConsistency } from "./compare-checkpoints";
import { cosign, withCosignature } from "./cosignature";
import { isSameHash, verifyConsistency } from "./merkle-proof";
import { type NoteSigner, type NoteVerifier, splitNote } from "./note";

/** What a witness makes of a checkpoint. */
export type Witnessed =
  /** It is the one that the witness signed last. */
  | { state: "unchanged" }
  /** It continues that one. `note` is to be kept before `line` is given to anybody. */
  | { state: "cosigned"; size: number; note: string; line: string }
  /** It does not, or is not the log's: nothing is signed. */
  | { state: "refused"; reason: string };

/**
 * A witness's whole judgement: it signs only what continues the last checkpoint that it signed.
 *
 * @param input.note a checkpoint as the log publishes it
 * @param input.kept the last one that this witness cosigned; null at first
 * @param input.prove asked for a consistency proof where sizes differ; what it gives is not trusted
 */
export async function witnessCheckpoint(input: {
  note: string;
  kept: string | null;
  log: NoteVerifier;
  witness: NoteSigner;
  prove: ProveConsistency;
  now: Date;
}): Promise<Witnessed> {
  const { note, log, witness, now } = input;
  const opened = openCheckpoint(note, log);
  if (!opened.ok) return { state: "refused", reason: opened.reason };
  const { checkpoint } = opened;
  if (input.kept !== null) {
    const kept = openCheckpoint(input.kept, log);
    // Its own memory must not be passed over: without it, any history would be signed.
    if (!kept.ok) throw new Error(`what this witness kept cannot be read: ${kept.reason}`);
    const judged = await judge(kept.checkpoint, checkpoint, input.prove);
    if (judged !== "continues") return judged;
  }
  const split = splitNote(note);
  if (!split.ok) return { state: "refused", reason: split.reason };
  const line = cosign(split.text, witness, now);
  return { state: "cosigned", size: checkpoint.size, note: withCosignature(note, line), line };
}

async function judge(
  kept: Checkpoint,
  next: Checkpoint,
  prove: ProveConsistency,
): Promise<"continues" | Exclude<Witnessed, { state: "cosigned" }>> {
  if (next.size === kept.size) {
    if (isSameHash(next.rootHash, kept.rootHash)) return { state: "unchanged" };
    return { state: "refused", reason: `a second root was signed for ${next.size} entries` };
  }
  if (next.size < kept.size)
    return { state: "refused", reason: `it has ${next.size} entries, after one of ${kept.size}` };
  const proof = await prove(kept.size, next.size);
  const claim = { from: kept.size, to: next.size, fromRoot: kept.rootHash, toRoot: next.rootHash, proof };
  if (verifyConsistency(claim)) return "continues";
  return {
    state: "refused",
    reason: `its ${next.size} entries are not shown to continue the ${kept.size} that were cosigned`,
  };
}
