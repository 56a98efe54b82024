import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { type Caller, requireKeeper } from "./access";
import { type Made, makeOnce } from "./make-once";
import { countCollections, insertCollection } from "./store";

/**
 * Makes an empty collection.
 *
 * @throws AppError the gate's codes | idempotency_mismatch | quota_exceeded at as many as the grant allows
 */
export async function createCollection(
  caller: Caller,
  { name, idempotencyKey }: { name: string; idempotencyKey: string },
): Promise<Made> {
  const { tenantId } = caller;
  const id = newId("col");
  return transaction(async (tx) => {
    const { grant } = await requireKeeper(tx, caller);
    const make = async () => {
      const most = grant.terms.collectionsMax;
      if ((await countCollections(tx, tenantId)) >= most) {
        throw new AppError("quota_exceeded", `Your approval allows ${most} collections.`, {
          missing: ["collections_max"],
        });
      }
      await insertCollection(tx, { id, tenantId, name });
      await appendEntry(tx, { kind: "collection.created", subjectId: id, data: { tenant_id: tenantId } });
    };
    return makeOnce(
      tx,
      { tenantId, route: "POST /v1/collections", idempotencyKey, body: { name } },
      { id, make },
    );
  });
}
