import type { Tx } from "#lib/platform/db";
import type { Assertion } from "./assertion";
import { findKeptAssertions } from "./session-store";

/**
 * What stands behind a signature. `assertion`: a passkey's answer to the digest, which anyone can verify again;
 * `not_kept`: a passkey answered, before answers were kept; `seen`: the portal saw a second factor or a password, and
 * there is nothing to verify offline.
 */
export type Proof = "assertion" | "not_kept" | "seen";

export function proofOf(method: string, assertion: Assertion | undefined): Proof {
  if (method !== "passkey") return "seen";
  return assertion === undefined ? "not_kept" : "assertion";
}

/** In words, for pages: what could be verified again, and what was seen by the portal alone. */
export function proofWords(proof: Proof, method: string): string {
  if (proof === "assertion") return "verifiable by anyone";
  if (proof === "not_kept") return "assertion not kept";
  const seen = method === "totp" ? "second factor" : "password";
  return `${seen} seen by the server; nothing to verify offline`;
}

/** The assertions behind signatures, by step-up; none for those that were not made by passkey or before they were kept. */
export async function keptAssertions(
  tx: Tx,
  stepUpIds: readonly string[],
): Promise<ReadonlyMap<string, Assertion>> {
  const rows = await findKeptAssertions(tx, stepUpIds);
  return new Map(rows.map(({ stepUpId, assertion }) => [stepUpId, assertion]));
}
