import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { hostOf } from "./endpoint-url";
import { isLoopback, isPublicAddress } from "./public-address";

export type Resolve = (host: string) => Promise<readonly string[]>;

export type Found =
  | { ok: true; address: string; family: 4 | 6 }
  | { ok: false; error: "name_unknown" | "address_refused" };

const resolveByDns: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * The one address that a connection is then made to: the name is resolved once, so that a second answer of the
 * resolver's (rebinding) is never asked for. One address that is not public refuses the name altogether.
 */
export async function findAddress(
  url: URL,
  { toLoopback, resolve = resolveByDns }: { toLoopback: boolean; resolve?: Resolve },
): Promise<Found> {
  const host = hostOf(url);
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  const [address] = addresses;
  if (address === undefined) return { ok: false, error: "name_unknown" };
  const isAllowed = (one: string) => isPublicAddress(one) || (toLoopback && isLoopback(one));
  if (!addresses.every(isAllowed)) return { ok: false, error: "address_refused" };
  return { ok: true, address, family: isIP(address) === 6 ? 6 : 4 };
}
