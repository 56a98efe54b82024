import { type Caller, requireRemover } from "#lib/galleries/access";
import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requireUrl } from "./create-endpoint";
import { buryDeliveries } from "./delivery-store";
import { deleteEndpointRow, lockEndpoint, saveEndpoint } from "./endpoint-store";
import type { WebhookEvent } from "./event-types";

/**
 * Changes where an endpoint is, what it is told of, or whether it is told at all. Enabled again, it starts with a
 * clean slate; what was buried meanwhile is replayed one by one.
 *
 * @throws AppError invalid_request | not_found | key_revoked | ip_denied
 */
export async function changeEndpoint(
  caller: Caller,
  {
    endpointId,
    ...change
  }: {
    endpointId: string;
    url?: string | undefined;
    events?: WebhookEvent[] | undefined;
    enabled?: boolean | undefined;
  },
): Promise<void> {
  const { tenantId } = caller;
  const { url, events, enabled } = change;
  if (url !== undefined) requireUrl(url);
  await transaction(async (tx) => {
    await requireRemover(tx, caller);
    const endpoint = await lockEndpoint(tx, { tenantId, endpointId });
    if (endpoint === null) throw noSuchEndpoint();
    await saveEndpoint(tx, endpointId, {
      url,
      events,
      disabled: enabled === undefined ? undefined : !enabled,
    });
    if (enabled === false) await buryDeliveries(tx, endpointId);
    const kind = enabled === false ? "webhook.endpoint_disabled" : "webhook.endpoint_changed";
    await appendEntry(tx, {
      kind,
      subjectId: endpointId,
      data: { tenant_id: tenantId, ...(enabled === false ? { reason: "asked" } : {}) },
    });
  });
}

/**
 * Deletes an endpoint, its secrets and its deliveries.
 *
 * @throws AppError not_found | key_revoked | ip_denied
 */
export async function deleteEndpoint(caller: Caller, { endpointId }: { endpointId: string }): Promise<void> {
  const { tenantId } = caller;
  await transaction(async (tx) => {
    await requireRemover(tx, caller);
    if (!(await deleteEndpointRow(tx, { tenantId, endpointId }))) throw noSuchEndpoint();
    await appendEntry(tx, {
      kind: "webhook.endpoint_deleted",
      subjectId: endpointId,
      data: { tenant_id: tenantId },
    });
  });
}

export function noSuchEndpoint(): AppError {
  return new AppError("not_found", "There is no such endpoint.");
}
