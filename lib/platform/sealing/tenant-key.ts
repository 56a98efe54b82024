import { randomBytes } from "node:crypto";
import { read } from "../db";
import { requiredSecret } from "../env";
import type { ObjectPurpose } from "../storage/object-key";
import { openSealed, seal } from "./seal";
import { findTenantKey, insertTenantKey } from "./tenant-key-store";

const KEY_BYTES = 32;
const KEK_VERSION = 1;
const CACHE_MAX = 1_000;

/**
 * Templates and the secrets of webhooks lie in rows, not in objects. They go under the same key-encryption key as
 * pictures, which the portal is never given.
 */
export type SealedPurpose = ObjectPurpose | "template" | "webhook";

const cache = new Map<string, { key: Buffer; version: number }>();

/**
 * A tenant's data key for one purpose, made when first needed. It lies in the database only wrapped under a
 * key-encryption key that the database does not hold; without the row, what it sealed cannot be read again.
 *
 * @param version of an older key, to open what it sealed; the newest when left out
 * @throws Error when a version that is asked for does not exist (it was shredded)
 */
export async function tenantKey({
  tenantId,
  purpose,
  version,
}: {
  tenantId: string;
  purpose: SealedPurpose;
  version?: number;
}): Promise<{ key: Buffer; version: number }> {
  const place = `${tenantId}|${purpose}`;
  const cached = cache.get(`${place}|${version ?? "newest"}`);
  if (cached !== undefined) return cached;

  let row = await read((tx) => findTenantKey(tx, { tenantId, purpose, version }));
  if (row === null && version === undefined) {
    const wrapped = seal({
      key: kek(purpose),
      version: KEK_VERSION,
      boundTo: place,
      bytes: randomBytes(KEY_BYTES),
    });
    await read((tx) =>
      insertTenantKey(tx, { tenantId, purpose, version: 1, wrapped: new Uint8Array(wrapped) }),
    );
    row = await read((tx) => findTenantKey(tx, { tenantId, purpose }));
  }
  if (row === null) throw new Error(`the ${purpose} key of ${tenantId} is gone`);

  const key = await openSealed({ sealed: row.wrapped, boundTo: place, keyOf: () => kek(purpose) });
  const entry = { key, version: row.version };
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(`${place}|${version ?? "newest"}`, entry);
  return entry;
}

function kek(purpose: SealedPurpose): Buffer {
  const bytes = Buffer.from(
    requiredSecret(purpose === "evidence" ? "EVIDENCE_KEK" : "IMAGE_KEK"),
    "base64url",
  );
  if (bytes.length !== KEY_BYTES)
    throw new Error(`the ${purpose} key-encryption key must be 32 bytes in base64url`);
  return bytes;
}
