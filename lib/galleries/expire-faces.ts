import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { deleteExpiredFaces } from "./face-store";
import { deleteExpiredRequests } from "./request-store";

/**
 * Deletes templates whose time is over, each tenant's sweep on record, and idempotency keys past theirs.
 *
 * @returns how many templates
 */
export async function expireFaces(): Promise<number> {
  return transaction(async (tx) => {
    await deleteExpiredRequests(tx);
    const swept = await deleteExpiredFaces(tx);
    for (const { tenantId, faces } of swept) {
      await appendEntry(tx, { kind: "faces.expired", subjectId: tenantId, data: { faces_deleted: faces } });
    }
    return swept.reduce((sum, { faces }) => sum + faces, 0);
  });
}
