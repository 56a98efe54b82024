import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import { read } from "#lib/platform/db";
import { requiredSecret } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { countFiling } from "./filing-store";

/** From one address. Several people share one at an office or behind a mobile network, so it is not one. */
const PER_SOURCE = { max: 6, windowSeconds: 60 * 60 };
/** From everywhere: a flood from many addresses, or with forged ones, must not drown the desk or the disk. */
const TOGETHER = { max: 300, windowSeconds: 60 * 60 };

/**
 * Counts a filing before it is judged, so that a hundred at once are no more than the limit.
 *
 * @param address as the edge saw it; null shares one count with everybody else without one
 * @throws AppError `rate_limited` with the seconds to wait; nothing is counted then
 */
export async function countFilingFrom(address: string | null): Promise<void> {
  const own = await read((tx) => countFiling(tx, sourceOf(address), PER_SOURCE));
  const all = own.ok ? await read((tx) => countFiling(tx, "everyone", TOGETHER)) : own;
  if (all.ok) return;
  throw new AppError(
    "rate_limited",
    `Too many concerns came in from your network. Please send this again in ${minutes(all.retryAfterSeconds)}; what you wrote is still here.`,
    { retryAfterSeconds: all.retryAfterSeconds },
  );
}

/**
 * An address as it is counted: a keyed digest, so that the table does not say who wrote. Of IPv6 the first half
 * counts, since one household or office has the whole of the rest (RFC 6177).
 */
export function sourceOf(address: string | null): string {
  const plain = address?.trim().toLowerCase() ?? "";
  const network = isIP(plain) === 6 ? networkOf(plain) : plain;
  return createHmac("sha256", requiredSecret("NEXTAUTH_SECRET"))
    .update(`concern filing|${network}`)
    .digest("hex");
}

/** The first 64 bits of an IPv6 address, or the IPv4 address that it carries (RFC 4291, §2.5.5.2). */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: Math.max(0, zeros) }, () => "0"), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

function minutes(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds / 60));
  return whole === 1 ? "a minute" : `${whole} minutes`;
}
