import { randomBytes } from "node:crypto";
import { sha256Hex } from "#lib/platform/canonical-json";

/** 256 random bits in base64url: whoever has it may follow the concern, and nobody can guess it. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** A new secret for a filer's link, and what the database keeps of it. */
export function newFilerLink(): { secret: string; digest: string } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, digest: sha256Hex(secret) };
}

/** What the database knows a link by; undefined for what no link of ours can be. */
export function digestOfLink(secret: string): string | undefined {
  return SECRET.test(secret) ? sha256Hex(secret) : undefined;
}
