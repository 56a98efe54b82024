/** What an object holds decides under which key-encryption key it is sealed. */
export type ObjectPurpose = "evidence" | "image";

/** `<purpose>/<tenant>/<id>`: made by us from ids of our own, so that no name from outside reaches the file system. */
const KEY = /^(evidence|image)\/(org_[0-9A-Za-z]+)\/([a-z]{3}_[0-9A-Za-z]+)$/;

export function objectKey(purpose: ObjectPurpose, tenantId: string, id: string): string {
  const key = `${purpose}/${tenantId}/${id}`;
  if (!KEY.test(key))
    throw new TypeError("an object key is made of a purpose, a tenant's id and an object's id");
  return key;
}

/** @throws TypeError for a key that `objectKey` did not make */
export function readObjectKey(key: string): { purpose: ObjectPurpose; tenantId: string } {
  const [, purpose, tenantId] = KEY.exec(key) ?? [];
  if (tenantId === undefined) throw new TypeError("not an object key");
  return { purpose: purpose === "evidence" ? "evidence" : "image", tenantId };
}
