import { canonicalJson, type JsonObject, sha256Hex } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { takeRequest } from "./request-store";

const IDEMPOTENCY_DAYS = 7;

export type Repeatable = {
  tenantId: string;
  /** Method and path with its ids, such as `POST /v1/collections`. */
  route: string;
  idempotencyKey: string;
  /** What was asked for. */
  body: JsonObject;
};

export type Made = { id: string; repeated: boolean };

/**
 * Makes a thing at most once a request: a repeat of the same request names what the first one made.
 *
 * @param make is called with the new id, only when nothing was made before
 * @throws AppError idempotency_mismatch when the key was used for another body
 */
export async function makeOnce(
  tx: Tx,
  { tenantId, route, idempotencyKey, body }: Repeatable,
  newThing: { id: string; make: () => Promise<void> },
): Promise<Made> {
  const digest = sha256Hex(canonicalJson(body));
  const scope = { tenantId, route, key: idempotencyKey, digest, days: IDEMPOTENCY_DAYS };
  const first = await takeRequest(tx, { ...scope, madeId: newThing.id });
  if (first === null) {
    await newThing.make();
    return { id: newThing.id, repeated: false };
  }
  if (first.digest !== digest) throw new AppError("idempotency_mismatch");
  return { id: first.madeId, repeated: true };
}
