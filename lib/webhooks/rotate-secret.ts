import { type Caller, requireRemover } from "#lib/galleries/access";
import { makeOnce } from "#lib/galleries/make-once";
import { appendEntry } from "#lib/ledger/append-entry";
import { read, transaction } from "#lib/platform/db";
import { noSuchEndpoint } from "./change-endpoint";
import { findSealedSecret, lockEndpoint, replaceSecret } from "./endpoint-store";
import { openSecret, sealSecret } from "./seal-secret";
import { newSecret } from "./signature";

/**
 * Gives an endpoint a new secret. Messages are signed with both until the overlap ends.
 *
 * @param overlapSeconds 0 when the old one has leaked
 * @returns the new secret; for a repeat of the request, the one that holds now
 * @throws AppError not_found | idempotency_mismatch | key_revoked | ip_denied
 */
export async function rotateSecret(
  caller: Caller,
  of: { endpointId: string; overlapSeconds: number; idempotencyKey: string },
): Promise<{ secret: string; repeated: boolean }> {
  const { tenantId } = caller;
  const { endpointId, overlapSeconds, idempotencyKey } = of;
  const sealedSecret = await sealSecret({ tenantId, endpointId }, newSecret());
  const { repeated } = await transaction(async (tx) => {
    await requireRemover(tx, caller);
    if ((await lockEndpoint(tx, { tenantId, endpointId })) === null) throw noSuchEndpoint();
    const make = async () => {
      await replaceSecret(tx, { endpointId, sealedSecret, overlapSeconds });
      await appendEntry(tx, {
        kind: "webhook.secret_rotated",
        subjectId: endpointId,
        data: { tenant_id: tenantId, overlap_seconds: overlapSeconds },
      });
    };
    const route = `POST /v1/webhook_endpoints/${endpointId}/rotate_secret`;
    const body = { overlap_seconds: overlapSeconds };
    return makeOnce(tx, { tenantId, route, idempotencyKey, body }, { id: endpointId, make });
  });
  const sealed = await read((tx) => findSealedSecret(tx, { tenantId, endpointId }));
  if (sealed === null) throw noSuchEndpoint();
  return { secret: await openSecret({ tenantId, endpointId }, sealed), repeated };
}
