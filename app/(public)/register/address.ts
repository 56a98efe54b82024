import type { RegisterFilter } from "#lib/register/entry";

export const FORMATS = ["csv", "json", "feed"] as const;
export type Format = (typeof FORMATS)[number];

/** The address of a page of the register, or of the download of all that the filter finds. */
export function registerAddress({ kind, search, page }: RegisterFilter, format?: Format): string {
  const asked = new URLSearchParams();
  if (kind !== null) asked.set("kind", kind);
  if (search !== "") asked.set("search", search);
  if (format !== undefined) asked.set("format", format);
  else if (page > 1) asked.set("page", String(page));
  const path = format === undefined ? "/register" : "/register/download";
  return asked.size === 0 ? path : `${path}?${asked}`;
}
