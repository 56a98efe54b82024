/** Stands for this site while an address is read; `.invalid` is nobody's (RFC 2606). */
const HERE = "http://here.invalid";

/**
 * Where to go after signing in: a path of this site, read as a browser would read it, or `fallback`. An address that
 * leads elsewhere, however it is spelt, is not followed.
 */
export function localPath(wanted: string | undefined, fallback: string): string {
  if (wanted?.[0] !== "/") return fallback;
  if (!URL.canParse(wanted, HERE)) return fallback;
  const url = new URL(wanted, HERE);
  // `/.//elsewhere.example` stays on this site until it is taken apart and put together again.
  if (url.origin !== HERE || url.pathname.startsWith("//")) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}
