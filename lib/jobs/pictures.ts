import { sha256Hex } from "#lib/platform/canonical-json";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { log } from "#lib/platform/log";
import { deleteObject, objectStore, readObject, storeObject } from "#lib/platform/storage/store-object";
import { type InputRow, markErased } from "./input-store";

export type Slot = "image" | "source" | "target";
export type Picture = { slot: Slot; bytes: Uint8Array };
export type HashedPicture = Picture & { sha256: string };

export function hashPictures(pictures: readonly Picture[]): HashedPicture[] {
  return pictures.map((picture) => ({ ...picture, sha256: sha256Hex(picture.bytes) }));
}

/**
 * Writes pictures, sealed under the tenant's key, before the job that owns them commits. If it never does, the
 * sweep finds objects that no job holds.
 */
export async function keepPictures(
  job: { id: string; tenantId: string },
  pictures: readonly HashedPicture[],
): Promise<InputRow[]> {
  return Promise.all(
    pictures.map(async ({ slot, bytes, sha256 }) => {
      const id = newId("inp");
      const storageKey = await storeObject({ tenantId: job.tenantId, purpose: "image", id, bytes });
      return { id, jobId: job.id, slot, storageKey, sha256, bytes: bytes.length };
    }),
  );
}

/** @throws Error when an object is gone or does not open under the tenant's key */
export async function openPicture(tenantId: string, storageKey: string): Promise<Uint8Array> {
  return readObject({ tenantId, purpose: "image", storageKey });
}

/** Erases what a job held. What cannot be erased now is left for the sweep: a job's end never hangs on it. */
export async function erasePictures(inputs: readonly { id: string; storageKey: string }[]): Promise<number> {
  const erased: string[] = [];
  for (const { id, storageKey } of inputs) {
    try {
      await erasePicture(storageKey);
      erased.push(id);
    } catch (error) {
      log.warn({ err: error, inputId: id }, "picture not erased yet");
    }
  }
  if (erased.length === 0) return 0;
  try {
    await read((tx) => markErased(tx, erased));
  } catch (error) {
    // The sweep erases them again, which is fine, and notes it then.
    log.warn({ err: error, inputIds: erased }, "erasure not noted yet");
  }
  return erased.length;
}

export async function erasePicture(storageKey: string): Promise<void> {
  await deleteObject({ purpose: "image", storageKey });
}

/** Every picture that is stored, with the time it was written. */
export function listPictures(): AsyncIterable<{ key: string; writtenAt: Date }> {
  return objectStore().list("image/");
}
