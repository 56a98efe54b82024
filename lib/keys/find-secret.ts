import type { Tx } from "#lib/platform/db";
import type { KeyParts } from "./key-format";
import { secretMatches } from "./pepper";
import { findKeyByPublicId, type KeyRow, type SecretRow } from "./store";

const NO_MAC: SecretRow = { mac: new Uint8Array(32), pepperVersion: 0, retired: null };

/** Which key a secret opens, and by which of its secrets. */
export type Found = { key: KeyRow; secret: SecretRow };

/**
 * Looks a well-formed key up, its secrets that were rotated out included. An unknown id costs what a known one costs.
 *
 * @returns null for an unknown id, a wrong secret, and a key of no live environment
 */
export async function findSecret(tx: Tx, parts: KeyParts): Promise<Found | null> {
  const key = await findKeyByPublicId(tx, parts.publicId);
  const secrets = key?.secrets ?? [NO_MAC];
  const matching = secrets.filter((secret) => secretMatches(secret, parts.secret));
  const [secret] = matching;
  if (key === null || secret === undefined || parts.environment !== "live") return null;
  return { key, secret };
}
