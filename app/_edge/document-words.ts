import { documentKinds } from "#lib/applications/form/labels";

/** A kind of document in words; one without words is shown as it is. */
export function kindWords(kind: string): string {
  return Object.entries(documentKinds).find(([known]) => known === kind)?.[1] ?? kind.replaceAll("_", " ");
}

/** A size as people read it, in thousands and not in 1,024s. */
export function sizeWords(bytes: number): string {
  const kilobytes = bytes / 1_000;
  return kilobytes < 1_000
    ? `${Math.max(1, Math.round(kilobytes))} kB`
    : `${(kilobytes / 1_000).toFixed(1)} MB`;
}

export function scanWords(scan: string): string {
  return scan === "clean" ? "scanned, clean" : "not scanned for viruses";
}
