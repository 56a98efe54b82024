import { BlockList, isIP } from "node:net";

const NOT_PUBLIC_V4: readonly [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
/** Inside global unicast: Teredo, ORCHID and other protocols' (2001::/23), documentation, 6to4. */
const NOT_PUBLIC_V6: readonly [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const refused = new BlockList();
for (const [net, bits] of NOT_PUBLIC_V4) refused.addSubnet(net, bits, "ipv4");
for (const [net, bits] of NOT_PUBLIC_V6) refused.addSubnet(net, bits, "ipv6");

/** IPv6 that is handed out to the public internet; mapped, compatible and NAT64 forms of IPv4 lie outside of it. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/**
 * Whether an address belongs to a host on the public internet.
 *
 * @param address as a resolver gives it: dotted IPv4 or IPv6, without brackets or a zone
 * @see IANA's special-purpose address registries (RFC 6890)
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refused.check(address, "ipv4");
    case 6:
      return (
        !address.includes("%") && globalUnicast.check(address, "ipv6") && !refused.check(address, "ipv6")
      );
    default:
      return false;
  }
}

export function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 4 ? "ipv4" : "ipv6");
}
