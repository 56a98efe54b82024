import { stopByService } from "#lib/grants/stop-by-service";
import { databaseNow, transaction } from "#lib/platform/db";
import { findOverdueRuns } from "./run-store";

/**
 * Suspends every grant whose failed run was not followed by another in its time. Called by the caretaker.
 *
 * @param now the database's time when left out
 * @returns how many were suspended
 */
export async function watchMitigations({ now }: { now?: Date } = {}): Promise<number> {
  const overdue = await transaction(async (tx) => findOverdueRuns(tx, now ?? (await databaseNow(tx))));
  let suspended = 0;
  for (const { id, grantId } of overdue) {
    const note = `Fairness run ${id} failed, and nothing mended it in time.`;
    const stop = { grantId, to: "suspended", reasonCode: "mitigation_overdue", note } as const;
    if (await transaction((tx) => stopByService(tx, stop))) suspended += 1;
  }
  return suspended;
}
