import { env } from "../env";
import { openSealed, seal } from "../sealing/seal";

/** The key that links in waiting mail are sealed under, which only the portal and the caretaker hold. */
export function mailKey(): Buffer | null {
  const value = env().MAIL_KEY;
  return value === undefined ? null : Buffer.from(value, "base64url");
}

export function sealLink(key: Buffer, mailId: string, url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(seal({ key, version: 1, boundTo: mailId, bytes: Buffer.from(url) }));
}

export async function openLink(key: Buffer, mailId: string, sealed: Uint8Array): Promise<string> {
  return (await openSealed({ sealed, boundTo: mailId, keyOf: () => key })).toString("utf8");
}
