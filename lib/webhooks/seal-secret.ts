import { openSealed, seal } from "#lib/platform/sealing/seal";
import { tenantKey } from "#lib/platform/sealing/tenant-key";

type Whose = { tenantId: string; endpointId: string };

/** Under the tenant's key for webhooks, bound to the endpoint. */
export async function sealSecret(
  { tenantId, endpointId }: Whose,
  secret: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { key, version } = await tenantKey({ tenantId, purpose: "webhook" });
  const bytes = Buffer.from(secret);
  return new Uint8Array(seal({ key, version, boundTo: `${tenantId}|${endpointId}`, bytes }));
}

/** @throws Error when it was changed, or is another endpoint's */
export async function openSecret({ tenantId, endpointId }: Whose, sealed: Uint8Array): Promise<string> {
  const keyOf = async (version: number) => (await tenantKey({ tenantId, purpose: "webhook", version })).key;
  return (await openSealed({ sealed, boundTo: `${tenantId}|${endpointId}`, keyOf })).toString("utf8");
}
