import { checkpointFrom, proofFrom, submitCosignature } from "#lib/ledger/ledger-over-http";
import type { NoteVerifier } from "#lib/ledger/note";
import { witnessCheckpoint } from "#lib/ledger/witness-checkpoint";
import { log } from "#lib/platform/log";
import type { WitnessFolder } from "./folder";

export type Turn = "away" | "unchanged" | "cosigned" | "refused";

/**
 * One look at a ledger, to be called again and again.
 *
 * @param input.ledger address of its public API
 * @param input.vkey the key whose checkpoints are witnessed
 * @returns `away` when the ledger does not answer or has signed nothing yet: nothing is wrong with that, and nothing signed
 */
export function createWatch(input: {
  ledger: string;
  key: NoteVerifier;
  folder: WitnessFolder;
}): (now: Date) => Promise<Turn> {
  const { ledger, key, folder } = input;
  let unsent: { size: number; line: string } | null = null;
  let isAway = false;

  async function look(now: Date): Promise<Turn> {
    const note = await checkpointFrom(ledger);
    if (note === null) return "away";
    const kept = folder.seen();
    const judged = await witnessCheckpoint({
      note,
      kept,
      log: key,
      witness: folder.signer,
      prove: proofFrom(ledger),
      now,
    });
    if (judged.state === "refused") {
      const file = folder.keepRefused(note);
      // Told once for each such note; the ledger publishes it again every second.
      if (file !== null) log.error({ reason: judged.reason, file }, "a checkpoint was refused");
      return "refused";
    }
    if (judged.state === "cosigned") {
      folder.keep(judged.note);
      unsent = { size: judged.size, line: judged.line };
    }
    if (unsent !== null) {
      await submitCosignature(ledger, unsent);
      unsent = null;
    }
    return judged.state;
  }

  return async (now) => {
    try {
      const turn = await look(now);
      if (isAway && turn !== "away") log.info("the ledger answers again");
      isAway = turn === "away";
      return turn;
    } catch (error) {
      if (!(error instanceof Error) || !isOutage(error)) throw error;
      if (!isAway) log.info({ reason: error.message }, "the ledger does not answer");
      isAway = true;
      return "away";
    }
  };
}

function isOutage(error: Error): boolean {
  return error.message.startsWith("No answer from ");
}
