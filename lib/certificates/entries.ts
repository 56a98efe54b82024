import type { Bundle } from "#lib/ledger/bundle";
import { parseLeaf } from "#lib/ledger/leaf";

/** One entry of the ledger as a certificate's checks read it. */
export type Entry = {
  index: number;
  subject: string;
  at: string;
  data: { readonly [name: string]: unknown };
  commitment: string | null;
};

/** The entries of one kind, in the order of the log; of a bundle that `verifyBundle` has accepted. */
export function entriesOfKind({ entries }: Bundle, kind: string): Entry[] {
  return entries.flatMap(({ index, leaf }) => {
    const read = parseLeaf(leaf);
    if (!read.ok || read.leaf.kind !== kind) return [];
    const { subject, at, data, commitment = null } = read.leaf;
    return [{ index, subject, at, data, commitment }];
  });
}
