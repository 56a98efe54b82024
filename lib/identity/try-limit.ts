import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import { read } from "#lib/platform/db";
import { requiredSecret } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { countTry, deleteEndedTries, type TryLimit } from "./try-store";

const HOUR_SECONDS = 3_600;

/** Several people share an address at an office or behind a mobile network, so it is not one. */
const PER_NETWORK: TryLimit = { max: 20, windowSeconds: HOUR_SECONDS, slides: false };
const PER_EMAIL: TryLimit = { max: 5, windowSeconds: HOUR_SECONDS, slides: false };
/** From everywhere, and with forged addresses: each costs the hash of a password and two rows. */
const TOGETHER: TryLimit = { max: 300, windowSeconds: HOUR_SECONDS, slides: false };
const PASSKEY_STARTS: TryLimit = { max: 60, windowSeconds: 15 * 60, slides: false };

/**
 * Counts a sign-up before anything else is done for it: from one network, with one address, and from everywhere.
 *
 * @param network where it comes from, as the edge saw it; null for what does not come from a page
 * @throws AppError `rate_limited` with the seconds to wait
 */
export async function countSignUp({
  email,
  network,
}: {
  email: string;
  network: string | null;
}): Promise<void> {
  if (network !== null) await requireTry(`sign-up network|${networkOf(network)}`, PER_NETWORK);
  await requireTry(`sign-up email|${email}`, PER_EMAIL);
  await requireTry("sign-up together", TOGETHER);
}

/**
 * The same for a mail with a link to somebody's address: nobody's box is to be filled from here.
 *
 * @throws AppError `rate_limited`, in the same words whether the address is anyone's or not
 */
export async function countLinkAsked({
  purpose,
  email,
  network,
}: {
  purpose: "confirm" | "recover";
  email: string;
  network: string | null;
}): Promise<void> {
  if (network !== null) await requireTry(`${purpose} network|${networkOf(network)}`, PER_NETWORK);
  await requireTry(`${purpose} email|${email}`, PER_EMAIL);
  await requireTry(`${purpose} together`, TOGETHER);
}

/** The same for beginning to sign in with a passkey, which a stranger may do and which writes a row. */
export async function countPasskeyStart(network: string): Promise<void> {
  await requireTry(`passkey network|${networkOf(network)}`, PASSKEY_STARTS);
}

/** Under a digest with a key: the table says neither who tried nor from where. */
export function tryKey(what: string): string {
  return createHmac("sha256", requiredSecret("NEXTAUTH_SECRET"))
    .update(`tries, version 1|${what}`)
    .digest("hex");
}

/** For the caretaker, every so often. */
export function forgetEndedTries(): Promise<number> {
  return read(deleteEndedTries);
}

async function requireTry(what: string, limit: TryLimit): Promise<void> {
  const counted = await read((tx) => countTry(tx, tryKey(what), limit));
  if (counted.ok) return;
  const minutes = Math.max(1, Math.ceil(counted.retryAfterSeconds / 60));
  throw new AppError(
    "rate_limited",
    `Too many tries. Please send this again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    { retryAfterSeconds: counted.retryAfterSeconds },
  );
}

/** Of an IPv6 address the first 64 bits: one household or office has the whole of the rest (RFC 6177). */
function networkOf(address: string): string {
  const plain = address.trim().toLowerCase();
  if (isIP(plain) !== 6) return plain;
  const bits = new URL(`http://[${plain.split("%")[0]}]`).hostname.slice(1, -1);
  const [head = "", tail] = bits.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => "0"), ...after].slice(0, 4).join(":");
}
