import { read, transaction } from "#lib/platform/db";
import { takeBackLapsed } from "./give-back-job";
import { LANES } from "./job";
import { findUnclaimed, markDispatched } from "./outbox-store";
import type { Dispatcher } from "./queue";
import { findLapsedClaims } from "./store";

/**
 * How long a job may be with the queue before it is handed over again. A queue that still has the ticket ignores
 * the second; one that was flushed has its work back within two rounds.
 */
const UNCLAIMED_MS = 8_000;
const AT_ONCE = 500;

/**
 * Repairs what a crash left behind: claims of silent workers, and jobs that the queue has lost.
 *
 * @returns how many of each
 */
export async function reconcileJobs({ dispatcher }: { dispatcher: Dispatcher }): Promise<{
  takenBack: number;
  handedOver: number;
}> {
  const lapsed = await read((tx) => findLapsedClaims(tx, AT_ONCE));
  let takenBack = 0;
  for (const { id } of lapsed) if (await takeBackLapsed(id)) takenBack += 1;

  const unclaimed = await read((tx) => findUnclaimed(tx, UNCLAIMED_MS, AT_ONCE));
  for (const lane of LANES) {
    const jobs = unclaimed.filter((job) => job.lane === lane);
    if (jobs.length === 0) continue;
    await dispatcher.addAgain(
      lane,
      jobs.map(({ jobId, attempts }) => ({ jobId, attempt: attempts })),
    );
    await transaction((tx) =>
      markDispatched(
        tx,
        jobs.map(({ jobId }) => jobId),
      ),
    );
  }
  return { takenBack, handedOver: unclaimed.length };
}
