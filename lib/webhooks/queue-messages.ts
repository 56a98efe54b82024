import type { JsonObject } from "#lib/platform/canonical-json";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { insertDeliveries } from "./delivery-store";
import { type EndpointRow, findTenantOfGrant, listEndpoints } from "./endpoint-store";
import { messagesOf } from "./event-types";

/**
 * Writes down who is to be told of an event, which is the outbox's own row. Handed on again, it is told once: a
 * message's id is made of the event's.
 *
 * @returns how many deliveries were written by this call
 */
export async function queueMessages(event: {
  id: bigint;
  kind: string;
  subjectId: string;
  data: unknown;
}): Promise<number> {
  const told = messagesOf(event);
  if (told === null) return 0;
  return transaction(async (tx) => {
    const tenantId = "id" in told.tenant ? told.tenant.id : await findTenantOfGrant(tx, told.tenant.ofGrant);
    if (tenantId === null) return 0;
    const endpoints = (await listEndpoints(tx, tenantId)).filter(({ disabledAt }) => disabledAt === null);
    let written = 0;
    for (const { type, data } of told.messages) {
      const messageId = `evt_${event.id}_${type.replaceAll(".", "_")}`;
      const wanted = endpoints.filter(({ events }) => events.length === 0 || events.includes(type));
      written += await writeMessage(tx, wanted, { messageId, type, data });
    }
    return written;
  });
}

/** The same bytes for every endpoint and every attempt. */
export async function writeMessage(
  tx: Tx,
  endpoints: readonly Pick<EndpointRow, "id" | "tenantId">[],
  { messageId, type, data }: { messageId: string; type: string; data: JsonObject },
): Promise<number> {
  if (endpoints.length === 0) return 0;
  const body = JSON.stringify({ type, timestamp: (await databaseNow(tx)).toISOString(), data });
  return insertDeliveries(
    tx,
    endpoints.map(({ id, tenantId }) => ({
      id: newId("whd"),
      tenantId,
      endpointId: id,
      messageId,
      type,
      body,
    })),
  );
}
