import type { Tx } from "#lib/platform/db";

export type InputRow = {
  id: string;
  jobId: string;
  slot: string;
  storageKey: string;
  sha256: string;
  bytes: number;
};

export async function findInputs(tx: Tx, jobId: string): Promise<InputRow[]> {
  return tx.jobInput.findMany({
    where: { jobId, deletedAt: null },
    orderBy: { slot: "asc" },
    select: { id: true, jobId: true, slot: true, storageKey: true, sha256: true, bytes: true },
  });
}

export async function markErased(tx: Tx, inputIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "JobInput" SET "deletedAt" = clock_timestamp() WHERE id = ANY (${[...inputIds]}) AND "deletedAt" IS NULL`;
}

/** Pictures whose job is over and that are still kept: their eraser was interrupted. */
export async function findOverstayed(
  tx: Tx,
  openStates: readonly string[],
  limit: number,
): Promise<{ id: string; storageKey: string }[]> {
  return tx.$queryRaw<{ id: string; storageKey: string }[]>`
    SELECT i.id, i."storageKey" FROM "JobInput" i JOIN "Job" j ON j.id = i."jobId"
    WHERE i."deletedAt" IS NULL AND j.state <> ALL (${[...openStates]}) LIMIT ${limit}`;
}

/** Of these objects, those that some job still holds. */
export async function findHeld(tx: Tx, storageKeys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.jobInput.findMany({
    where: { storageKey: { in: [...storageKeys] }, deletedAt: null },
    select: { storageKey: true },
  });
  return new Set(rows.map(({ storageKey }) => storageKey));
}
