import { DELIVERY_STATES, type DeliveryRow, type EndpointRow } from "#lib/webhooks/view";
import type { DeliveryResource, EndpointResource } from "./contract/webhooks";

export function presentEndpoint(row: EndpointRow): EndpointResource {
  const { id, url, events, failures, restsUntil, disabledAt, disabledReason, createdAt } = row;
  return {
    id,
    url,
    events,
    enabled: disabledAt === null,
    disabled_reason: disabledAt === null ? null : disabledReason === "gone" ? "gone" : "asked",
    failures,
    rests_until: restsUntil?.toISOString() ?? null,
    created_at: createdAt.toISOString(),
  };
}

export function presentDelivery(row: DeliveryRow): DeliveryResource {
  const state = DELIVERY_STATES.find((one) => one === row.state) ?? "dead";
  return {
    id: row.id,
    endpoint_id: row.endpointId,
    message_id: row.messageId,
    type: row.type,
    state,
    attempts: row.attempts,
    next_attempt_at: state === "waiting" ? row.dueAt.toISOString() : null,
    last_status: row.lastStatus,
    last_error: row.lastError,
    last_attempt_at: row.attemptedAt?.toISOString() ?? null,
    delivered_at: row.deliveredAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}
