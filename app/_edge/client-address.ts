import { headers } from "next/headers";

/**
 * The address that a request came from, for limits alone: the last of X-Forwarded-For, which the nearest proxy
 * wrote; without a proxy Next writes the socket's own there. What stands before the last is anyone's to forge, and
 * without a proxy so is the last: a limit by address is never the only one.
 */
export async function clientAddress(): Promise<string | null> {
  const last = (await headers()).get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return last === undefined || last === "" ? null : last;
}
