import { createPostgresBackend, Queue, runMigrations, Worker, withBackend } from "bullmq";
import pg from "pg";
import { env } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { openRedis, queueStore } from "#lib/platform/redis";
import { LANES, type Lane } from "./job";

/**
 * One hand-over of a job to the workers. `attempt` counts the claims so far: a job that is handed over again
 * after a crash is a new entry, while the same hand-over repeated is none.
 */
export type Ticket = { jobId: string; attempt: number };

/** All that the queue ever holds of a job. */
type Payload = { jobId: string };

/** Hash tag: on Redis Cluster every key of a queue must live in one slot. */
const PREFIX = "{countersign}";

// The database counts attempts and repeats crashed jobs; a queue that did so as well would do it twice.
const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

// A worker that died between taking a ticket and claiming the job leaves the ticket active; it is dropped after
// these times, and the reconciler hands the job over again.
const LOCK = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 0 } as const;

const postgres = withBackend(createPostgresBackend);

export function queueName(lane: Lane): string {
  return `recognition-${lane}`;
}

/**
 * Makes the queue's own tables where the queue lives in PostgreSQL; safe to call from every process at once.
 * Nothing to do on Redis.
 */
export async function prepareQueueStore(): Promise<void> {
  if (queueStore() !== "postgres") return;
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

export type Dispatcher = {
  /** Adds tickets; one that is already there is left alone. */
  add: (lane: Lane, tickets: readonly Ticket[]) => Promise<void>;
  /**
   * The same for tickets that were added a while ago and whose jobs nobody has claimed. One that still waits is
   * left alone; one that a worker took, but did not claim the job, went down with that worker and is replaced.
   */
  addAgain: (lane: Lane, tickets: readonly Ticket[]) => Promise<void>;
  /** Recognition processes that are connected now. */
  processes: () => Promise<number>;
  close: () => Promise<void>;
};

/** The relay's end of the queues. */
export function openDispatcher(): Dispatcher {
  const { queue, end } = queueOpener();
  const queues = Object.fromEntries(LANES.map((lane) => [lane, queue(lane)])) as Record<Lane, Queue<Payload>>;
  for (const one of Object.values(queues)) one.on("error", (error) => log.warn({ err: error }, "queue"));
  const add = async (lane: Lane, entries: readonly { jobId: string; id: string }[]) => {
    // One by one: on PostgreSQL adding in bulk makes temporary tables, dear for the few that a turn has.
    await Promise.all(
      entries.map(({ jobId, id }) => queues[lane].add("recognise", { jobId }, { jobId: id })),
    );
  };
  return {
    add: (lane, tickets) =>
      add(
        lane,
        tickets.map((ticket) => ({ jobId: ticket.jobId, id: ticketId(ticket) })),
      ),
    addAgain: async (lane, tickets) => {
      const entries = tickets.map(async (ticket) => {
        const id = ticketId(ticket);
        const isTaken = (await queues[lane].getJobState(id)) === "active";
        return { jobId: ticket.jobId, id: isTaken ? `${id}-again` : id };
      });
      await add(lane, await Promise.all(entries));
    },
    processes: () => queues.now.getWorkersCount(),
    close: async () => {
      await Promise.all(Object.values(queues).map((one) => one.close()));
      await end();
    },
  };
}

function ticketId({ jobId, attempt }: Ticket): string {
  return `${jobId}-${attempt}`;
}

function queueOpener(): { queue: (lane: Lane) => Queue<Payload>; end: () => Promise<void> } {
  const options = { defaultJobOptions: JOB_OPTIONS, streams: { events: { maxLen: 100 } } };
  if (queueStore() === "postgres") {
    const connection = database(3);
    // One type for callers: both backends answer to the same API.
    const queue = (lane: Lane) =>
      new postgres.Queue<Payload>(queueName(lane), { connection, ...options }) as unknown as Queue<Payload>;
    return { queue, end: async () => {} };
  }
  const connection = openRedis("producer");
  const queue = (lane: Lane) =>
    new Queue<Payload>(queueName(lane), { connection, prefix: PREFIX, ...options });
  return { queue, end: async () => connection.disconnect() };
}

export type Consumer = { close: () => Promise<void> };

/**
 * A worker's end of one queue. The ticket is spent whether `work` succeeds or throws: what becomes of the job is
 * for the database to say.
 *
 * @param atOnce jobs in hand at the same time
 * @returns its `close` takes no further ticket and waits for the work in hand
 */
export function openConsumer(
  lane: Lane,
  { atOnce, work }: { atOnce: number; work: (jobId: string) => Promise<void> },
): Consumer {
  const processor = ({ data }: { data: Payload }) => work(data.jobId);
  const options = { concurrency: atOnce, ...LOCK };
  const { worker, end } = workerOpener(queueName(lane), processor, options);
  worker.on("error", (error) => log.warn({ err: error, lane }, "queue worker"));
  worker.on("failed", (job, error) => log.warn({ err: error, lane, ticket: job?.id }, "ticket dropped"));
  return {
    close: async () => {
      await worker.close();
      await end();
    },
  };
}

function workerOpener(
  name: string,
  processor: (job: { data: Payload }) => Promise<void>,
  options: { concurrency: number } & typeof LOCK,
): { worker: Worker<Payload>; end: () => Promise<void> } {
  if (queueStore() === "postgres") {
    // Fewer connections than one a job in hand, and some for renewing and waiting, would hang.
    const connection = database(options.concurrency + 2);
    const worker = new postgres.Worker<Payload>(name, processor, { connection, ...options });
    return { worker: worker as unknown as Worker<Payload>, end: async () => {} };
  }
  const connection = openRedis("consumer");
  const worker = new Worker<Payload>(name, processor, { connection, prefix: PREFIX, ...options });
  return { worker, end: async () => connection.disconnect() };
}

function database(max: number) {
  return {
    connectionString: env().DATABASE_URL,
    max,
    keepAlive: true,
    application_name: "countersign-queue",
  };
}
