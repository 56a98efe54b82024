import { isIP } from "node:net";
import { isLoopback, isPublicAddress } from "./public-address";

const URL_MAX = 2_000;

export type EndpointUrl = { ok: true; url: URL } | { ok: false; why: string };

/**
 * Reads the address of an endpoint: https on port 443, no name or password in it, no address that is not public in
 * whatever spelling. What a name resolves to is judged when it is sent to.
 *
 * @param toLoopback also takes http and any port of this machine's own addresses and of `localhost`
 */
export function readEndpointUrl(text: string, { toLoopback }: { toLoopback: boolean }): EndpointUrl {
  if (text.length > URL_MAX) return no(`at most ${URL_MAX} characters`);
  if (!URL.canParse(text)) return no("an address such as https://hooks.example/countersign");
  // The parser turns decimal, octal, hex and short forms of IPv4 into the usual one.
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return no("without a name or password in it");
  const host = hostOf(url);
  if (toLoopback && (host === "localhost" || isLoopback(host)) && /^https?:$/.test(url.protocol))
    return { ok: true, url };
  if (url.protocol !== "https:") return no("must begin with https://");
  if (url.port !== "") return no("https is taken on its own port, 443, alone");
  if (isIP(host) !== 0 && !isPublicAddress(host)) return no("this address is not on the public internet");
  if (/(^|\.)(localhost|local|internal)\.?$/.test(host) || (isIP(host) === 0 && !host.includes(".")))
    return no("this name is not on the public internet");
  return { ok: true, url };
}

/** Of a URL, without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

function no(why: string): EndpointUrl {
  return { ok: false, why };
}
