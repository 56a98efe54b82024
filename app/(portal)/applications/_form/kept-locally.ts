import type { Entries } from "#lib/applications/form/read-section";

/** Keeps what was typed in this browser until the server has it. */
export function keepHere(localKey: string, entries: Entries): void {
  try {
    localStorage.setItem(localKey, JSON.stringify({ at: new Date().toISOString(), entries }));
  } catch {
    // The browser keeps nothing for this site, or is full: the server's copy is the one that counts.
  }
}

/** The server has it, or nobody wants it any more. */
export function forgetHere(localKey: string): void {
  try {
    localStorage.removeItem(localKey);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** What this browser kept and the server may not have; null when there is nothing, or nothing readable. */
export function keptHere(localKey: string): { at: Date; entries: Entries } | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(localKey) ?? "null");
    if (typeof kept !== "object" || kept === null || !("entries" in kept) || !("at" in kept)) return null;
    if (!Array.isArray(kept.entries) || typeof kept.at !== "string") return null;
    const entries = kept.entries.filter(isEntry);
    return { at: new Date(kept.at), entries };
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}
