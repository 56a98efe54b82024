import type { JsonObject } from "./canonical-json";
import type { Tx } from "./db";

export async function insertEvent(tx: Tx, kind: string, subjectId: string, data: JsonObject): Promise<void> {
  await tx.domainEvent.create({ data: { kind, subjectId, data } });
}

export type StoredEvent = { id: bigint; kind: string; subjectId: string; data: unknown };

/** The oldest event that nobody has handled or is handling, held until the transaction ends. */
export async function holdNextEvent(tx: Tx, except: readonly bigint[]): Promise<StoredEvent | null> {
  const [row] = await tx.$queryRaw<StoredEvent[]>`
    SELECT id, kind, "subjectId", data FROM "DomainEvent"
    WHERE "handledAt" IS NULL AND id <> ALL (${[...except]}::bigint[])
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return row ?? null;
}

export async function markEventHandled(tx: Tx, id: bigint): Promise<void> {
  await tx.$executeRaw`UPDATE "DomainEvent" SET "handledAt" = clock_timestamp() WHERE id = ${id}`;
}
