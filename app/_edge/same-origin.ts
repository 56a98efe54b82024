/**
 * Whether a request that changes something comes from one of our own pages. Browsers name the origin of every such
 * request; one that names none, or `null`, is not taken for ours.
 *
 * @param portalUrl the address that the portal is known by, which a proxy in front may hide from the Host header
 */
export function isSameOrigin(headers: Headers, portalUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return new URL(origin).host === host || origin === new URL(portalUrl).origin;
}
