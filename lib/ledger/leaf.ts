import { type Refused, refuse } from "./refused";

/** What an auditor reads in a leaf. `kind` is open here: an old verifier must cope with a newer log. */
export type Leaf = {
  kind: string;
  subject: string;
  at: string;
  data: { readonly [name: string]: unknown };
  commitment?: string;
};

/**
 * Reads the text of a leaf. Only the one canonical spelling (RFC 8785) is accepted: were a key allowed to stand
 * twice, two readers of one leaf could read two different things.
 */
export function parseLeaf(text: string): { ok: true; leaf: Leaf } | Refused {
  let value: unknown;
  try {
    value = JSON.parse(text);
    if (canonicalText(value) !== text) return refuse("not in canonical form (RFC 8785)");
  } catch {
    return refuse("not JSON");
  }
  if (!isRecord(value) || value.v !== 1) return refuse("not a leaf of version 1");
  const { kind, subject, at, data, commitment } = value;
  if (typeof kind !== "string" || typeof subject !== "string" || typeof at !== "string" || !isRecord(data))
    return refuse("kind, subject, at or data is missing");
  if (commitment !== undefined && typeof commitment !== "string") return refuse("the commitment is not text");
  return { ok: true, leaf: { kind, subject, at, data, ...(commitment === undefined ? {} : { commitment }) } };
}

/**
 * RFC 8785 for a value that came from JSON.parse: JSON.stringify already writes numbers and strings as §3.2.2
 * asks, and JavaScript's default sort is by UTF-16 code unit as §3.2.3 asks. Written out here so that the
 * verifier needs no package.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalText(value[name])}`);
  return `{${members.join(",")}}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
