import net from "node:net";
import type pg from "pg";
import { freeze, kill, type Processes, starve } from "./processes";
import type { Random } from "./random";

export type FaultyParts = {
  processes: Processes;
  /** A session of the suite's own, opened anew for each use: the server is to be killed. */
  withDatabase: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;
  /** Absent where the queue lives in PostgreSQL. */
  redis?: { port: number; restart: () => Promise<void> } | undefined;
  random: Random;
};

/** One thing that goes wrong; resolves when it is over, which the load does not wait for. */
export type FaultKind = { name: string; happen: (parts: FaultyParts) => Promise<void> };

/** Longer than a lease of 10 s: whoever wakes has lost its job to somebody else. */
const FROZEN_MS = 14_000;
const STARVED_MS = 8_000;

/** What may go wrong with processes and the queue, as the table of docs/guarantees.md has it. */
export const FAULTS: readonly [FaultKind, ...FaultKind[]] = [
  { name: "a worker is killed in a job", happen: (parts) => onOne(parts, "recognition", kill) },
  {
    name: "a worker is frozen past its lease",
    happen: (parts) => onOne(parts, "recognition", (pid) => freeze(pid, FROZEN_MS)),
  },
  { name: "the gateway is killed", happen: (parts) => onOne(parts, "gateway", kill) },
  { name: "the caretaker is killed", happen: (parts) => onOne(parts, "caretaker", kill) },
  {
    name: "the queue is flushed",
    happen: ({ redis, withDatabase }) =>
      redis === undefined ? withDatabase(emptyQueueTables) : sayToRedis(redis.port, "FLUSHALL"),
  },
  { name: "PostgreSQL is killed", happen: async ({ processes }) => processes.postgres().forEach(kill) },
  { name: "an engine is killed", happen: async (parts) => killOne(parts, parts.processes.engines()) },
  {
    name: "the caretaker is frozen",
    happen: (parts) => onOne(parts, "caretaker", (pid) => freeze(pid, STARVED_MS)),
  },
  {
    name: "a worker is starved",
    happen: (parts) => onOne(parts, "recognition", (pid) => starve(pid, STARVED_MS)),
  },
  { name: "the gateway is starved", happen: (parts) => onOne(parts, "gateway", (pid) => starve(pid, 4_000)) },
  { name: "the portal is killed", happen: (parts) => onOne(parts, "portal", kill) },
  {
    name: "the queue's store is restarted empty",
    happen: async ({ redis, withDatabase }) =>
      redis === undefined ? withDatabase(emptyQueueTables) : redis.restart(),
  },
];

/** @throws Error for a name that is none of the table */
export function faultNamed(name: string): FaultKind {
  const found = FAULTS.find((kind) => kind.name === name);
  if (found === undefined) throw new Error(`no fault is named ${name}`);
  return found;
}

async function onOne(
  { processes, random }: FaultyParts,
  name: Parameters<Processes["named"]>[0],
  act: (pid: number) => void | Promise<void>,
): Promise<void> {
  const [first, ...rest] = processes.named(name);
  if (first !== undefined) await act(random.of([first, ...rest]));
}

function killOne({ random }: FaultyParts, [first, ...rest]: readonly number[]): void {
  if (first !== undefined) kill(random.of([first, ...rest]));
}

async function emptyQueueTables(client: pg.Client): Promise<void> {
  await client.query("DELETE FROM bullmq.job");
}

async function sayToRedis(port: number, command: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(`${command}\r\n`));
    socket.once("data", () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}
