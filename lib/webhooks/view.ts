import { type Caller, requireRemover } from "#lib/galleries/access";
import { type Actor, hasStaffRole, requireMember } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { noSuchEndpoint } from "./change-endpoint";
import { type DeliveryRow, listDeliveries } from "./delivery-store";
import { type EndpointRow, findEndpoint, listEndpoints } from "./endpoint-store";

export type { DeliveryRow, EndpointRow };

export const DELIVERY_STATES = ["waiting", "delivered", "dead"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const SHOWN_IN_PORTAL = 50;

/** Every view: the caller's own tenant only. @throws AppError key_revoked | ip_denied | not_found */
export async function viewEndpoints(caller: Caller): Promise<EndpointRow[]> {
  return read(async (tx) => {
    await requireRemover(tx, caller);
    return listEndpoints(tx, caller.tenantId);
  });
}

export async function viewEndpoint(caller: Caller, endpointId: string): Promise<EndpointRow> {
  return read(async (tx) => {
    await requireRemover(tx, caller);
    const endpoint = await findEndpoint(tx, { tenantId: caller.tenantId, endpointId });
    if (endpoint === null) throw noSuchEndpoint();
    return endpoint;
  });
}

/** Newest first. `cursor`: the `next` of the page before. */
export async function viewDeliveries(
  caller: Caller,
  {
    endpointId,
    state,
    cursor = "",
    limit,
  }: {
    endpointId: string;
    state?: DeliveryState | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<{ items: DeliveryRow[]; next: string | null }> {
  await viewEndpoint(caller, endpointId);
  const of = { tenantId: caller.tenantId, endpointId, state };
  const rows = await read((tx) => listDeliveries(tx, of, { before: cursor, limit: limit + 1 }));
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** For the tenant's members and operators: endpoints, and the latest deliveries. @throws AppError not_found */
export async function webhooksOfTenant(
  actor: Actor,
  organisationId: string,
  state?: DeliveryState | undefined,
): Promise<{ endpoints: EndpointRow[]; deliveries: DeliveryRow[] }> {
  if (!hasStaffRole(actor, "operator", "compliance_officer", "auditor")) requireMember(actor, organisationId);
  const of = { tenantId: organisationId, state };
  const [endpoints, deliveries] = await Promise.all([
    read((tx) => listEndpoints(tx, organisationId)),
    read((tx) => listDeliveries(tx, of, { before: "", limit: SHOWN_IN_PORTAL })),
  ]);
  return { endpoints, deliveries };
}
