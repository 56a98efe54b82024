import { read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { measureWaiting } from "./store";
import { newestCheckpoint } from "./tree-store";

/** Past this, decisions and releases are refused: what is not on record must not take effect. */
const WAIT_SECONDS_MAX = 60;

export type LedgerHealth = {
  /** Age of the oldest entry that is not yet in the tree; 0 when none waits. */
  oldestWaitingSeconds: number;
  waiting: number;
  /** Leaves under the newest checkpoint; 0 before the first. */
  size: number;
  isLive: boolean;
};

export function ledgerHealth(): Promise<LedgerHealth> {
  return read(async (tx) => {
    const { waiting, oldestSeconds } = await measureWaiting(tx);
    const newest = await newestCheckpoint(tx);
    return {
      oldestWaitingSeconds: oldestSeconds,
      waiting,
      size: newest?.size ?? 0,
      isLive: oldestSeconds <= WAIT_SECONDS_MAX,
    };
  });
}

/**
 * Refuses while the ledger stands still. Called by decisions and releases in their transaction, before they append.
 *
 * @throws AppError `unavailable` (503, Retry-After) when an entry has waited for more than 60 s
 */
export async function requireLiveLedger(tx: Tx): Promise<void> {
  const { oldestSeconds } = await measureWaiting(tx);
  if (oldestSeconds <= WAIT_SECONDS_MAX) return;
  throw new AppError("unavailable", "The ledger is not being written; nothing is decided or released.", {
    retryAfterSeconds: 30,
  });
}
