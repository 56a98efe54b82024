import { databaseNow, type Tx } from "#lib/platform/db";

export type EndpointRow = {
  id: string;
  tenantId: string;
  url: string;
  events: string[];
  failures: number;
  restsUntil: Date | null;
  previousUntil: Date | null;
  disabledAt: Date | null;
  disabledReason: string | null;
  createdAt: Date;
};
type Of = { tenantId: string; endpointId: string };

const SHOWN = {
  id: true,
  tenantId: true,
  url: true,
  events: true,
  failures: true,
  restsUntil: true,
  previousUntil: true,
  disabledAt: true,
  disabledReason: true,
  createdAt: true,
} as const;

/** One at a time a tenant, so that two at once cannot both be the last. */
export async function countEndpoints(tx: Tx, tenantId: string): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`webhooks ${tenantId}`}, 0))`;
  return tx.webhookEndpoint.count({ where: { tenantId } });
}

export async function insertEndpoint(
  tx: Tx,
  row: {
    id: string;
    tenantId: string;
    url: string;
    events: string[];
    sealedSecret: Uint8Array<ArrayBuffer>;
  },
): Promise<void> {
  await tx.webhookEndpoint.create({ data: row });
}

export async function listEndpoints(tx: Tx, tenantId: string): Promise<EndpointRow[]> {
  return tx.webhookEndpoint.findMany({ where: { tenantId }, orderBy: { id: "asc" }, select: SHOWN });
}

/** Locked until the transaction ends; null for another tenant's as for none. */
export async function lockEndpoint(tx: Tx, { tenantId, endpointId }: Of): Promise<EndpointRow | null> {
  await tx.$executeRaw`SELECT 1 FROM "WebhookEndpoint" WHERE id = ${endpointId} FOR UPDATE`;
  return findEndpoint(tx, { tenantId, endpointId });
}

export async function findEndpoint(tx: Tx, { tenantId, endpointId }: Of): Promise<EndpointRow | null> {
  return tx.webhookEndpoint.findFirst({ where: { id: endpointId, tenantId }, select: SHOWN });
}

export async function findSealedSecret(
  tx: Tx,
  { tenantId, endpointId }: Of,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await tx.webhookEndpoint.findFirst({
    where: { id: endpointId, tenantId },
    select: { sealedSecret: true },
  });
  return row?.sealedSecret ?? null;
}

/** @param change.disabled undefined leaves it as it is; enabling forgets the failures as well */
export async function saveEndpoint(
  tx: Tx,
  endpointId: string,
  change: { url?: string | undefined; events?: string[] | undefined; disabled?: boolean | undefined },
): Promise<void> {
  const { url, events, disabled } = change;
  await tx.webhookEndpoint.update({
    where: { id: endpointId },
    data: {
      ...(url === undefined ? {} : { url, failures: 0, restsUntil: null }),
      ...(events === undefined ? {} : { events }),
      ...(disabled === true ? { disabledAt: await databaseNow(tx), disabledReason: "asked" } : {}),
      ...(disabled === false
        ? { disabledAt: null, disabledReason: null, failures: 0, restsUntil: null }
        : {}),
    },
  });
}

/** The old secret signs along until the overlap ends. */
export async function replaceSecret(
  tx: Tx,
  {
    endpointId,
    sealedSecret,
    overlapSeconds,
  }: { endpointId: string; sealedSecret: Uint8Array<ArrayBuffer>; overlapSeconds: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "WebhookEndpoint" SET "previousSecret" = "sealedSecret", "sealedSecret" = ${sealedSecret},
      "previousUntil" = clock_timestamp() + make_interval(secs => ${overlapSeconds}) WHERE id = ${endpointId}`;
}

export async function deleteEndpointRow(tx: Tx, { tenantId, endpointId }: Of): Promise<boolean> {
  return (await tx.webhookEndpoint.deleteMany({ where: { id: endpointId, tenantId } })).count === 1;
}

/** Of a grant's tenant; null for no such grant. */
export async function findTenantOfGrant(tx: Tx, grantId: string): Promise<string | null> {
  const grant = await tx.grant.findUnique({ where: { id: grantId }, select: { tenantId: true } });
  return grant?.tenantId ?? null;
}
