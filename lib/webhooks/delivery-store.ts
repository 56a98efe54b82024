import type { Tx } from "#lib/platform/db";

export type DeliveryRow = {
  id: string;
  endpointId: string;
  messageId: string;
  type: string;
  state: string;
  attempts: number;
  dueAt: Date;
  lastStatus: number | null;
  lastError: string | null;
  attemptedAt: Date | null;
  deliveredAt: Date | null;
  createdAt: Date;
};

const SHOWN = {
  id: true,
  endpointId: true,
  messageId: true,
  type: true,
  state: true,
  attempts: true,
  dueAt: true,
  lastStatus: true,
  lastError: true,
  attemptedAt: true,
  deliveredAt: true,
  createdAt: true,
} as const;

export type NewDelivery = {
  id: string;
  tenantId: string;
  endpointId: string;
  messageId: string;
  type: string;
  body: string;
};

/** Those that were not written before. @returns how many */
export async function insertDeliveries(tx: Tx, rows: readonly NewDelivery[]): Promise<number> {
  return (await tx.webhookDelivery.createMany({ data: [...rows], skipDuplicates: true })).count;
}

/** Newest first. */
export async function listDeliveries(
  tx: Tx,
  of: { tenantId: string; endpointId?: string | undefined; state?: string | undefined },
  { before, limit }: { before: string; limit: number },
): Promise<DeliveryRow[]> {
  const { tenantId, endpointId, state } = of;
  return tx.webhookDelivery.findMany({
    where: {
      tenantId,
      ...(endpointId === undefined ? {} : { endpointId }),
      ...(state === undefined ? {} : { state }),
      ...(before === "" ? {} : { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: limit,
    select: SHOWN,
  });
}

export async function findDelivery(
  tx: Tx,
  { tenantId, endpointId, deliveryId }: { tenantId: string; endpointId: string; deliveryId: string },
): Promise<DeliveryRow | null> {
  return tx.webhookDelivery.findFirst({ where: { id: deliveryId, endpointId, tenantId }, select: SHOWN });
}

export async function findDeliveryOfMessage(
  tx: Tx,
  { endpointId, messageId }: { endpointId: string; messageId: string },
): Promise<DeliveryRow> {
  const where = { endpointId_messageId: { endpointId, messageId } };
  return tx.webhookDelivery.findUniqueOrThrow({ where, select: SHOWN });
}

/** The same message from the top of the retry table. @returns false when it waits already */
export async function restartDelivery(tx: Tx, deliveryId: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "WebhookDelivery" SET state = 'waiting', "roundFrom" = attempts, "dueAt" = clock_timestamp()
    WHERE id = ${deliveryId} AND state <> 'waiting'`;
  return changed === 1;
}

/** What waits for an endpoint that takes no more is a dead letter, to be replayed should it come back. */
export async function buryDeliveries(tx: Tx, endpointId: string): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { endpointId, state: "waiting" },
    data: { state: "dead", lastError: "endpoint_disabled" },
  });
}

/** @returns how many were past their time: taken ones and dead letters alike */
export async function deleteOldDeliveries(tx: Tx, days: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "WebhookDelivery" WHERE state <> 'waiting'
      AND "createdAt" < clock_timestamp() - make_interval(days => ${days})`;
}
