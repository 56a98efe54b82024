import { BlockList, isIP } from "node:net";

/**
 * Whether an address lies in one of the ranges. Total: a range that cannot be read allows nobody.
 *
 * @param clientAddress as the socket reports it
 * @param cidrs such as `203.0.113.0/24` or `2001:db8::/32`
 */
export function isAddressAllowed(clientAddress: string, cidrs: readonly string[]): boolean {
  // A dual-stack socket reports IPv4 callers as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2).
  const plain = clientAddress.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain);
  if (family === 0) return false;
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [base = "", bits = ""] = cidr.split("/");
    const baseFamily = isIP(base);
    const length = Number(bits);
    const longest = baseFamily === 4 ? 32 : 128;
    if (baseFamily === 0 || bits === "" || !Number.isInteger(length) || length < 0 || length > longest)
      continue;
    list.addSubnet(base, length, baseFamily === 4 ? "ipv4" : "ipv6");
  }
  return list.check(plain, family === 4 ? "ipv4" : "ipv6");
}
