import type { Tx } from "#lib/platform/db";

export type EmergencyRow = { danger: string; openedById: string; openedAt: Date };

/** The emergency as which a revision was sent to the approvers; null for all others. */
export async function findEmergency(tx: Tx, revisionId: string): Promise<EmergencyRow | null> {
  return tx.emergencyLane.findUnique({
    where: { revisionId },
    select: { danger: true, openedById: true, openedAt: true },
  });
}

/** Once a revision: a case that comes back keeps the record that it has. */
export async function insertEmergency(
  tx: Tx,
  row: EmergencyRow & { revisionId: string; applicationId: string },
): Promise<void> {
  await tx.emergencyLane.createMany({ data: row, skipDuplicates: true });
}
