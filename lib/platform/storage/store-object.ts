import path from "node:path";
import { env } from "../env";
import { openSealed, seal } from "../sealing/seal";
import { tenantKey } from "../sealing/tenant-key";
import { folderStore } from "./folder-store";
import { type ObjectPurpose, objectKey, readObjectKey } from "./object-key";
import type { ObjectStore } from "./object-store";
import { s3Store } from "./s3-store";

let opened: ObjectStore | undefined;

/** The store of this process: S3 when a bucket is set, else a folder beside the rest of the local state. */
export function objectStore(): ObjectStore {
  opened ??= openStore();
  return opened;
}

function openStore(): ObjectStore {
  const settings = env();
  if (settings.S3_BUCKET === undefined) return folderStore(path.join(settings.dataFolder, "objects"));
  return s3Store({
    bucket: settings.S3_BUCKET,
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION,
    accessKeyId: settings.S3_ACCESS_KEY_ID,
    secretAccessKey: settings.S3_SECRET_ACCESS_KEY,
  });
}

/**
 * Keeps bytes, sealed under the tenant's own key for this purpose and bound to their place: moved to another
 * tenant, purpose or key, they do not open.
 *
 * @param id of the row that will own the object
 * @returns its key, for the row
 */
export async function storeObject({
  tenantId,
  purpose,
  id,
  bytes,
}: {
  tenantId: string;
  purpose: ObjectPurpose;
  id: string;
  bytes: Uint8Array;
}): Promise<string> {
  const storageKey = objectKey(purpose, tenantId, id);
  const { key, version } = await tenantKey({ tenantId, purpose });
  await objectStore().put(storageKey, seal({ key, version, boundTo: storageKey, bytes }));
  return storageKey;
}

/**
 * @throws Error when the object is gone, or does not open because it or its place was changed
 */
export async function readObject({
  tenantId,
  purpose,
  storageKey,
}: {
  tenantId: string;
  purpose: ObjectPurpose;
  storageKey: string;
}): Promise<Uint8Array> {
  const place = readObjectKey(storageKey);
  if (place.tenantId !== tenantId || place.purpose !== purpose)
    throw new Error("the object is another tenant's");
  const sealed = await objectStore().get(storageKey);
  if (sealed === null) throw new Error(`object ${storageKey} is gone`);
  return openSealed({
    sealed,
    boundTo: storageKey,
    keyOf: async (version) => (await tenantKey({ tenantId, purpose, version })).key,
  });
}

/** Erases an object; erasing it again is fine. */
export async function deleteObject({
  purpose,
  storageKey,
}: {
  purpose: ObjectPurpose;
  storageKey: string;
}): Promise<void> {
  if (readObjectKey(storageKey).purpose !== purpose) throw new Error("the object serves another purpose");
  await objectStore().remove(storageKey);
}
