import { isRecord } from "#lib/ledger/leaf";
import { leafHash, toHex } from "#lib/ledger/merkle";
import { canonicalJson } from "#lib/platform/canonical-json";

/** A certificate as whoever tampers with it has it: any JSON. */
// biome-ignore lint/suspicious/noExplicitAny: what is tampered with keeps no type.
export type Loose = any;

/** The entry of a kind, in the certificate's part of the ledger. */
export function leafAt(certificate: Loose, kind: string): Loose {
  const found = certificate.ledger.entries.find(({ leaf }: { leaf: string }) => kindOf(leaf) === kind);
  if (found === undefined) throw new Error(`no ${kind} in it`);
  return found;
}

/** Leaves out every entry of a kind. */
export function without(certificate: Loose, kind: string): void {
  leafAt(certificate, kind);
  certificate.ledger.entries = certificate.ledger.entries.filter(
    ({ leaf }: { leaf: string }) => kindOf(leaf) !== kind,
  );
}

/** Edits an entry and gives it the hash of its new text. */
export function resign(entry: Loose, change: (leaf: Loose) => void): void {
  const leaf = JSON.parse(entry.leaf);
  change(leaf);
  entry.leaf = canonicalJson(leaf);
  entry.leaf_hash = toHex(leafHash(entry.leaf));
}

function kindOf(leaf: string): unknown {
  const value: unknown = JSON.parse(leaf);
  return isRecord(value) ? value.kind : undefined;
}
