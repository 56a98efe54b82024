import { type Tx, transaction } from "#lib/platform/db";
import { metrics } from "#lib/platform/metrics";
import type { Lane } from "./job";
import { moveJob } from "./move-job";
import { beginRelay, markDispatched, markWaiting, pickFairly } from "./outbox-store";
import type { Dispatcher, Ticket } from "./queue";

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
 * @returns how many were handed over, and whether others wait for a job of theirs to end
 */
export async function relayJobs({
  dispatcher,
  slots,
}: {
  dispatcher: Dispatcher;
  slots: number;
}): Promise<{ handedOver: number; isWaiting: boolean }> {
  const { handovers, isWaiting } = await transaction((tx) => pick(tx, slots));
  for (const { lane, tickets } of handovers) {
    try {
      await dispatcher.add(lane, tickets);
    } catch (error) {
      await transaction((tx) => markWaiting(tx, idsOf(tickets)));
      throw error;
    }
  }
  return { handedOver: handovers.reduce((sum, { tickets }) => sum + tickets.length, 0), isWaiting };
}

async function pick(tx: Tx, slots: number): Promise<{ handovers: Handover[]; isWaiting: boolean }> {
  const loads = (await beginRelay(tx)) ?? [];
  const handovers: Handover[] = [];
  let isWaiting = false;
  for (const { lane, waiting, dispatched } of loads) {
    metrics.backlog.set({ lane, where: "database" }, waiting);
    metrics.backlog.set({ lane, where: "queue" }, dispatched);
    const room = slots * QUEUED_PER_SLOT - dispatched;
    const tickets = waiting === 0 || room <= 0 ? [] : await pickLane(tx, lane, room);
    if (tickets.length > 0) handovers.push({ lane, tickets });
    if (tickets.length < waiting) isWaiting = true;
  }
  return { handovers, isWaiting };
}

async function pickLane(tx: Tx, lane: Lane, room: number): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  for (const { now, ...job } of await pickFairly(tx, lane, room)) {
    if (job.state === "received") await moveJob(tx, job, "queued", { queuedAt: now });
    tickets.push({ jobId: job.id, attempt: job.attempts });
  }
  if (tickets.length > 0) await markDispatched(tx, idsOf(tickets));
  return tickets;
}

function idsOf(tickets: readonly Ticket[]): string[] {
  return tickets.map(({ jobId }) => jobId);
}
