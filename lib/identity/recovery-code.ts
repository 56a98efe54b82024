import { createHmac, randomInt } from "node:crypto";
import { requiredSecret } from "#lib/platform/env";

export const RECOVERY_CODES = 10;
/** Without letters that look like others, Crockford's base 32 in lower case: 12 of them are 60 bits. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 12;
const GROUP = 4;

/** A code as it is shown: three groups of four. */
export function newRecoveryCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return letters.replaceAll(new RegExp(`.{${GROUP}}(?=.)`, "g"), "$&-");
}

/** Whether something is written like a recovery code rather than like six digits. */
export function isRecoveryCode(typed: string): boolean {
  return plain(typed).length === LENGTH;
}

/**
 * What is stored in its place. A keyed digest is enough for 60 random bits: there is nothing to guess from a stolen
 * table without the portal's secret, and with it 2^60 tries a person.
 */
export function recoveryDigest(personId: string, typed: string): string {
  const key = createHmac("sha256", requiredSecret("NEXTAUTH_SECRET"))
    .update("recovery codes, version 1")
    .digest();
  return createHmac("sha256", key)
    .update(`${personId}|${plain(typed)}`)
    .digest("hex");
}

/** However it was typed: groups, spaces, capitals, and o, i and l for the digits that they look like. */
function plain(typed: string): string {
  return typed.toLowerCase().replaceAll(/[\s-]/g, "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
}
