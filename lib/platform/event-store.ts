import type { JsonObject } from "./canonical-json";
import type { Tx } from "./db";

export async function insertEvent(tx: Tx, kind: string, subjectId: string, data: JsonObject): Promise<void> {
  await tx.domainEvent.create({ data: { kind, subjectId, data } });
}
