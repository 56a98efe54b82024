import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { findSecret } from "./find-secret";
import { parseKey } from "./key-format";
import { touchKey } from "./store";

export type AuthenticatedKey = { keyId: string; tenantId: string; apiVersion: string };

/**
 * Whose call is this? Format and checksum are checked before any look-up; an unknown id costs what a known one
 * costs; that a key has expired or was revoked is told only to someone who holds its secret.
 *
 * @param authorization the header as received, `Bearer csk_live_…`
 * @throws AppError key_missing | key_invalid | key_expired | key_revoked
 */
export async function authenticateKey({
  authorization,
}: {
  authorization: string | undefined;
}): Promise<AuthenticatedKey> {
  const token = /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) {
    throw new AppError("key_missing", "Send Authorization: Bearer csk_live_… with every call.");
  }
  const parts = parseKey(token);
  if (parts === null) throw new AppError("key_invalid");

  const found = await read((tx) => findSecret(tx, parts));
  if (found === null) throw new AppError("key_invalid");
  const { key, secret } = found;
  if (key.revokedAt !== null) throw new AppError("key_revoked");
  if (key.isExpired) throw new AppError("key_expired");
  if (secret.retired?.isEnded) {
    throw new AppError(
      "key_expired",
      "This secret was rotated out, and its overlap is over. Use the new one.",
    );
  }

  await read((tx) => touchKey(tx, key.id));
  return { keyId: key.id, tenantId: key.tenantId, apiVersion: key.apiVersion };
}
