import type { Tx } from "../db";

export async function findTenantKey(
  tx: Tx,
  of: { tenantId: string; purpose: string; version?: number | undefined },
): Promise<{ version: number; wrapped: Uint8Array } | null> {
  return tx.tenantKey.findFirst({
    where: {
      tenantId: of.tenantId,
      purpose: of.purpose,
      ...(of.version === undefined ? {} : { version: of.version }),
    },
    orderBy: { version: "desc" },
    select: { version: true, wrapped: true },
  });
}

/** The first to insert wins; another process that lost the race reads the winner's. */
export async function insertTenantKey(
  tx: Tx,
  row: { tenantId: string; purpose: string; version: number; wrapped: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await tx.tenantKey.createMany({ data: [row], skipDuplicates: true });
}
