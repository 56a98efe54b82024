import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

/** A view of the queue that its owner keeps by name; `query` is that of an address. */
export type SavedView = { id: string; name: string; query: string };

export async function findSavedViews(tx: Tx, personId: string): Promise<SavedView[]> {
  return tx.savedView.findMany({
    where: { personId },
    orderBy: { name: "asc" },
    select: { id: true, name: true, query: true },
  });
}

/** A name that its owner has used already stands for the newer view. */
export async function upsertSavedView(
  tx: Tx,
  { personId, name, query }: { personId: string; name: string; query: string },
): Promise<void> {
  await tx.savedView.upsert({
    where: { personId_name: { personId, name } },
    create: { id: newId("viw"), personId, name, query },
    update: { query },
  });
}

/** @returns how many were removed: none when it is somebody else's */
export async function deleteSavedView(tx: Tx, personId: string, id: string): Promise<number> {
  return (await tx.savedView.deleteMany({ where: { id, personId } })).count;
}
