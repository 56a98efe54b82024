import { type Caller, requireRemover } from "#lib/galleries/access";
import { type Made, makeOnce } from "#lib/galleries/make-once";
import { appendEntry } from "#lib/ledger/append-entry";
import { read, transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { countEndpoints, findSealedSecret, insertEndpoint } from "./endpoint-store";
import { readEndpointUrl } from "./endpoint-url";
import type { WebhookEvent } from "./event-types";
import { openSecret, sealSecret } from "./seal-secret";
import { newSecret } from "./signature";

const ENDPOINTS_MAX = 10;

/**
 * Makes an endpoint with a secret of its own. Any live key of the tenant will do, also while access is suspended:
 * that is among the things to be told of.
 *
 * @returns the secret, which is shown here and after a rotation alone
 * @throws AppError invalid_request | quota_exceeded | idempotency_mismatch | key_revoked | ip_denied
 */
export async function createEndpoint(
  caller: Caller,
  { url, events, idempotencyKey }: { url: string; events: WebhookEvent[]; idempotencyKey: string },
): Promise<Made & { secret: string }> {
  const { tenantId } = caller;
  requireUrl(url);
  const id = newId("whe");
  const sealedSecret = await sealSecret({ tenantId, endpointId: id }, newSecret());
  const made = await transaction(async (tx) => {
    await requireRemover(tx, caller);
    const make = async () => {
      if ((await countEndpoints(tx, tenantId)) >= ENDPOINTS_MAX)
        throw new AppError("quota_exceeded", `There may be ${ENDPOINTS_MAX} endpoints at once.`);
      await insertEndpoint(tx, { id, tenantId, url, events: [...events], sealedSecret });
      await appendEntry(tx, {
        kind: "webhook.endpoint_created",
        subjectId: id,
        data: { tenant_id: tenantId },
      });
    };
    const request = { tenantId, route: "POST /v1/webhook_endpoints", idempotencyKey, body: { url, events } };
    return makeOnce(tx, request, { id, make });
  });
  const sealed = await read((tx) => findSealedSecret(tx, { tenantId, endpointId: made.id }));
  if (sealed === null) throw new AppError("not_found", "What this request made was deleted since.");
  return { ...made, secret: await openSecret({ tenantId, endpointId: made.id }, sealed) };
}

/** @throws AppError invalid_request saying what would be right */
export function requireUrl(url: string): void {
  const judged = readEndpointUrl(url, { toLoopback: env().WEBHOOKS_TO_LOOPBACK });
  if (judged.ok) return;
  throw new AppError("invalid_request", "The address cannot be sent to.", {
    errors: [{ pointer: "/url", message: judged.why }],
  });
}
