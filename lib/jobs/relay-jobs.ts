import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { metrics } from "#lib/platform/metrics";
import { LANES, type Lane } from "./job";
import { moveJob } from "./move-job";
import { markDispatched, markWaiting, pickFairly, readLaneLoads, tryRelayLock } from "./outbox-store";
import type { Dispatcher, Ticket } from "./queue";
import { lockJob } from "./store";

/** How many jobs the queue holds for each that the workers can have in hand: enough that none waits for the relay. */
const QUEUED_PER_SLOT = 2;

type Handover = { lane: Lane; tickets: Ticket[] };

/**
 * Fills the queue from the outbox. The backlog waits in the database, so that its order can be fair and losing
 * the queue loses nothing.
 *
 * The database says "dispatched" before the queue has the ticket: a crash in between leaves a job that the
 * reconciler hands over again, where the other order would leave a ticket that no job answers to.
 *
 * @param slots jobs that the connected workers can have in hand
 * @returns how many were handed over
 */
export async function relayJobs({
  dispatcher,
  slots,
}: {
  dispatcher: Dispatcher;
  slots: number;
}): Promise<number> {
  const handovers = await transaction(async (tx) => ((await tryRelayLock(tx)) ? pick(tx, slots) : []));
  for (const { lane, tickets } of handovers) {
    try {
      await dispatcher.add(lane, tickets);
    } catch (error) {
      const jobIds = tickets.map(({ jobId }) => jobId);
      await transaction((tx) => markWaiting(tx, jobIds));
      throw error;
    }
  }
  return handovers.reduce((sum, { tickets }) => sum + tickets.length, 0);
}

async function pick(tx: Tx, slots: number): Promise<Handover[]> {
  const loads = await readLaneLoads(tx);
  const handovers: Handover[] = [];
  for (const lane of LANES) {
    const { waiting, dispatched } = loads.find((load) => load.lane === lane) ?? { waiting: 0, dispatched: 0 };
    metrics.backlog.set({ lane, where: "database" }, waiting);
    metrics.backlog.set({ lane, where: "queue" }, dispatched);
    const room = slots * QUEUED_PER_SLOT - dispatched;
    if (waiting === 0 || room <= 0) continue;
    const picked = await pickFairly(tx, lane, room);
    const tickets: Ticket[] = [];
    for (const { jobId } of picked) {
      const ticket = await dispatch(tx, jobId);
      if (ticket !== null) tickets.push(ticket);
    }
    await markDispatched(
      tx,
      tickets.map(({ jobId }) => jobId),
    );
    if (tickets.length > 0) handovers.push({ lane, tickets });
  }
  return handovers;
}

async function dispatch(tx: Tx, jobId: string): Promise<Ticket | null> {
  const job = await lockJob(tx, jobId);
  // Cancelled since it was picked.
  if (job === null || (job.state !== "received" && job.state !== "queued")) return null;
  if (job.state === "received") await moveJob(tx, job, "queued", { queuedAt: await databaseNow(tx) });
  return { jobId, attempt: job.attempts };
}
