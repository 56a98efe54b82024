import { BATCH_MAX, sequenceEntries } from "#lib/ledger/sequence-entries";

const FULL_LOOK_EVERY_MS = 10 * 60 * 1_000;

/**
 * The ledger's part of the caretaker's loop.
 *
 * @returns one turn, to be called each second: it empties the queue and signs. What it throws (no database, a
 *   signing key that is not the ledger's) is for the loop to log; entries wait meanwhile, and after 60 s
 *   `requireLiveLedger` refuses decisions and releases
 */
export function createSequencer(): (now: Date) => Promise<void> {
  let lookedFullyAt: number | null = null;
  return async (now) => {
    const isFullDue = lookedFullyAt === null || now.getTime() - lookedFullyAt >= FULL_LOOK_EVERY_MS;
    let done = await sequenceEntries({ now, look: isFullDue ? "full" : "quick" });
    if (isFullDue && done.state === "done") lookedFullyAt = now.getTime();
    while (done.state === "done" && done.appended >= BATCH_MAX - 1) {
      done = await sequenceEntries({ now, look: "quick" });
    }
  };
}
