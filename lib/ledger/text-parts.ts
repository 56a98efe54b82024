import { createHash } from "#ledger-crypto";
import { canonicalText } from "./leaf";

// A text that is signed as a whole, shown in part: the ledger holds a salted digest of each of its members, so that a
// reader who may see some of them can check those, and see how many were withheld. The verifier runs this, too.

/** SHA-256 of UTF-8 text, 64 lower-case hex digits. */
export function textDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * The salt of one member, from that of the text: whoever is shown a member is shown its salt, and learns nothing of the
 * others' from it.
 *
 * @param salt 64 hex digits, random, one a text
 */
export function partSalt(salt: string, name: string): string {
  return createHash("sha256").update(Buffer.from(salt, "hex")).update(name).digest("hex");
}

/** SHA-256 of salt ‖ RFC 8785 canonical JSON; the salt's fixed length keeps the boundary clear. */
export function partDigest(salt: string, value: unknown): string {
  return createHash("sha256").update(Buffer.from(salt, "hex")).update(canonicalText(value)).digest("hex");
}

/** The digest of each member of a text, by name. */
export function partDigests(
  text: { readonly [name: string]: unknown },
  salt: string,
): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(text).map(([name, value]) => [name, partDigest(partSalt(salt, name), value)]),
  );
}
