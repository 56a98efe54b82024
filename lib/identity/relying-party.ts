import { isIP } from "node:net";
import { env } from "#lib/platform/env";

/** Who asks a passkey, as WebAuthn Level 3 §4 has it: the host, and the one origin that an answer may come from. */
export type RelyingParty = { rpId: string; origin: string };

/**
 * The portal as a relying party. It comes from the settings and never from a request. Without PORTAL_URL the portal is
 * known on its own machine alone, by the one name that browsers trust there.
 *
 * @returns null where browsers have no passkeys: at an address without a name, or without TLS
 */
export function relyingParty(): RelyingParty | null {
  const { PORTAL_URL, PORTAL_PORT } = env();
  return relyingPartyOf(PORTAL_URL ?? `http://localhost:${PORTAL_PORT}`);
}

export function relyingPartyOf(portalUrl: string): RelyingParty | null {
  if (!URL.canParse(portalUrl)) return null;
  const { protocol, hostname, origin } = new URL(portalUrl);
  const isAddress = isIP(hostname.replaceAll(/[[\]]/g, "")) !== 0;
  const isTrusted = protocol === "https:" || (protocol === "http:" && hostname === "localhost");
  return isAddress || !isTrusted ? null : { rpId: hostname, origin };
}
