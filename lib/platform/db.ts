import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "./env";
import { type Prisma, PrismaClient } from "./prisma/client";
import { withoutValues } from "./query-error";

/** What a store function is given: the client inside a transaction. */
export type Tx = Prisma.TransactionClient;

const holder = globalThis as { countersignDatabase?: PrismaClient };

function client(): PrismaClient {
  // Kept on globalThis so that a hot reload of the portal does not open a second pool.
  holder.countersignDatabase ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: env().DATABASE_POOL }),
  });
  return holder.countersignDatabase;
}

/**
 * Runs one unit of work in one transaction: all of it is saved or none.
 *
 * @param work must use only the `tx` that it is given
 * @throws whatever `work` throws, after rolling back
 */
export function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return client().$transaction(work, { maxWait: 10_000, timeout: 20_000 }).catch(fail);
}

/** A read that needs no transaction of its own. */
export function read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return work(client()).catch(fail);
}

function fail(error: unknown): never {
  throw withoutValues(error);
}

/** The database's clock: leases and expiries never depend on a host's. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  if (row === undefined) throw new Error("the database gave no time");
  return row.now;
}

/** Closes the pool; a process does it last. */
export async function closeDatabase(): Promise<void> {
  await holder.countersignDatabase?.$disconnect();
  holder.countersignDatabase = undefined;
}
