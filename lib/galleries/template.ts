import { openSealed, seal } from "#lib/platform/sealing/seal";
import { tenantKey } from "#lib/platform/sealing/tenant-key";

/** What a template is bound to: moved to another row, it does not open. */
export type TemplatePlace = {
  tenantId: string;
  collectionId: string;
  subjectId: string;
  faceId: string;
  modelId: string;
};

/** Seals the numbers of a face (32-bit floats, little-endian) under the tenant's own key for templates. */
export async function sealTemplate(
  place: TemplatePlace,
  embedding: Float32Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const { key, version } = await tenantKey({ tenantId: place.tenantId, purpose: "template" });
  const bytes = Buffer.alloc(embedding.length * Float32Array.BYTES_PER_ELEMENT);
  embedding.forEach((value, at) => {
    bytes.writeFloatLE(value, at * Float32Array.BYTES_PER_ELEMENT);
  });
  const sealed = seal({ key, version, boundTo: boundTo(place), bytes });
  bytes.fill(0);
  return new Uint8Array(sealed);
}

/** @throws Error when a byte was changed, the row is another, or the tenant's key was shredded */
export async function openTemplate(place: TemplatePlace, sealed: Uint8Array): Promise<Float32Array> {
  const { tenantId } = place;
  const keyOf = async (version: number) => (await tenantKey({ tenantId, purpose: "template", version })).key;
  const bytes = await openSealed({ sealed, boundTo: boundTo(place), keyOf });
  const length = bytes.length / Float32Array.BYTES_PER_ELEMENT;
  return Float32Array.from({ length }, (_, at) => bytes.readFloatLE(at * Float32Array.BYTES_PER_ELEMENT));
}

function boundTo({ tenantId, collectionId, subjectId, faceId, modelId }: TemplatePlace): string {
  return [tenantId, collectionId, subjectId, faceId, modelId].join("|");
}
