import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { type Caller, requireKeeper } from "./access";
import { type Made, makeOnce } from "./make-once";
import { insertSubject, touchCollection } from "./store";

/**
 * Puts someone into a collection, by the tenant's own reference; no face yet.
 *
 * @throws AppError the gate's codes | not_found | idempotency_mismatch | invalid_request when the reference is taken
 */
export async function createSubject(
  caller: Caller,
  asked: { collectionId: string; reference: string; idempotencyKey: string },
): Promise<Made> {
  const { tenantId } = caller;
  const { collectionId, reference, idempotencyKey } = asked;
  const id = newId("sub");
  return transaction(async (tx) => {
    await requireKeeper(tx, caller);
    if (!(await touchCollection(tx, { tenantId, collectionId }))) {
      throw new AppError("not_found", "There is no such collection.");
    }
    const make = async () => {
      if (!(await insertSubject(tx, { id, tenantId, collectionId, reference }))) {
        throw new AppError("invalid_request", "See errors.", {
          errors: [{ pointer: "/reference", message: "Give another: this collection has it already" }],
        });
      }
      await appendEntry(tx, {
        kind: "subject.created",
        subjectId: id,
        data: { collection_id: collectionId },
      });
    };
    const route = `POST /v1/collections/${collectionId}/subjects`;
    return makeOnce(tx, { tenantId, route, idempotencyKey, body: { reference } }, { id, make });
  });
}
