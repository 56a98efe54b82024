import { type Caller, requireRemover } from "#lib/galleries/access";
import { type Actor, requireMember } from "#lib/identity/actor";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { noSuchEndpoint } from "./change-endpoint";
import { type DeliveryRow, findDelivery, findDeliveryOfMessage, restartDelivery } from "./delivery-store";
import { lockEndpoint } from "./endpoint-store";
import { writeMessage } from "./queue-messages";

type Of = { endpointId: string; deliveryId: string };

/**
 * Sends a message again, under its own id, from the top of the retry table.
 *
 * @throws AppError not_found | wrong_state when it waits already or its endpoint is disabled | key_revoked | ip_denied
 */
export async function replayDelivery(caller: Caller, of: Of): Promise<DeliveryRow> {
  return transaction(async (tx) => {
    await requireRemover(tx, caller);
    return replay(tx, { tenantId: caller.tenantId, ...of });
  });
}

/** The same, by an administrator of the tenant's in the portal. @throws AppError as it does | forbidden */
export async function replayAsMember({
  actor,
  organisationId,
  ...of
}: Of & { actor: Actor; organisationId: string }): Promise<void> {
  requireMember(actor, organisationId, "admin");
  await transaction((tx) => replay(tx, { tenantId: organisationId, ...of }));
}

async function replay(
  tx: Tx,
  { tenantId, endpointId, deliveryId }: Of & { tenantId: string },
): Promise<DeliveryRow> {
  await requireEnabled(tx, { tenantId, endpointId });
  const before = await findDelivery(tx, { tenantId, endpointId, deliveryId });
  if (before === null) throw new AppError("not_found", "There is no such delivery.");
  if (!(await restartDelivery(tx, deliveryId)))
    throw new AppError("wrong_state", "This message waits to be sent already.");
  return { ...before, state: "waiting" };
}

/** Sends a message that says nothing but that it came. @throws AppError not_found | wrong_state when it is disabled */
export async function testEndpoint(
  caller: Caller,
  { endpointId }: { endpointId: string },
): Promise<DeliveryRow> {
  const { tenantId } = caller;
  return transaction(async (tx) => {
    await requireRemover(tx, caller);
    await requireEnabled(tx, { tenantId, endpointId });
    const messageId = newId("evt");
    const message = { messageId, type: "endpoint.test", data: { endpoint_id: endpointId } };
    await writeMessage(tx, [{ id: endpointId, tenantId }], message);
    return findDeliveryOfMessage(tx, { endpointId, messageId });
  });
}

async function requireEnabled(tx: Tx, of: { tenantId: string; endpointId: string }): Promise<void> {
  const endpoint = await lockEndpoint(tx, of);
  if (endpoint === null) throw noSuchEndpoint();
  if (endpoint.disabledAt !== null)
    throw new AppError("wrong_state", "The endpoint is disabled: enable it first.");
}
