import type { Bundle } from "#lib/ledger/bundle";
import { signerFromSeed } from "#lib/ledger/note";
import { type Failure, verifyBundle } from "#lib/ledger/verify-bundle";
import { bundleOf, signer, textsOf, told } from "./story";

export const leaves = textsOf(told());
/** The whole story, with three checkpoints. */
export const whole = bundleOf(leaves, { sizes: [1, 4, 10] });
/** All of it but the first two entries, each with its proof. */
export const part = bundleOf(leaves, {
  sizes: [1, 4, 10],
  scope: { kind: "range", from: 2, to: 10 },
  indexes: [2, 3, 4, 5, 6, 7, 8, 9],
});

/** Somebody else, who signs under the log's name. */
export const other = signerFromSeed(signer.name, Buffer.alloc(32, 2));

/** What is found wrong with a bundle first; null when it verifies. */
export function failureOf(bundle: Bundle, options = {}): Failure | null {
  const verdict = verifyBundle(bundle, options);
  return verdict.ok ? null : verdict.failure;
}
