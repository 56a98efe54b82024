import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import type { Actor } from "./actor";
import { assertionDigest } from "./assertion";
import { type Confirmation, confirmPerson } from "./confirm-person";
import { insertStepUp, markStepUpUsed } from "./session-store";

/** How long a confirmation can be used after it was given. */
export const STEP_UP_SECONDS = 5 * 60;

/**
 * Asks a signed-in person once more who they are, bound to the digest of exactly what they were shown.
 *
 * @param given the password or, for whoever has enrolled one, the six digits of an authenticator or a passkey's answer
 * to `startPasskeyStepUp` over the same digest
 * @returns the step-up's id, to be used once within five minutes
 * @throws AppError step_up_failed | sign_in_locked
 */
export async function confirmStepUp({
  actor,
  digest,
  ...given
}: {
  actor: Actor;
  digest: string;
} & Confirmation): Promise<{ stepUpId: string; method: "password" | "totp" | "passkey" }> {
  const { method, assertion } = await confirmPerson(actor, given, digest);
  const stepUpId = newId("stp");
  const { sessionId, personId } = actor;
  await transaction((tx) =>
    insertStepUp(tx, { id: stepUpId, sessionId, personId, method, digest, assertion }),
  );
  return { stepUpId, method };
}

/**
 * Uses a step-up inside the transaction that acts on it.
 *
 * @returns `assertionDigest` of what the passkey answered to the digest, for the ledger; null when there is nothing that
 * could be verified again
 * @throws AppError step_up_stale when it is older than five minutes, was used, or is for something or someone else
 */
export async function spendStepUp(
  tx: Tx,
  { actor, digest, stepUpId }: { actor: Actor; digest: string; stepUpId: string },
): Promise<{ method: string; at: Date; assertionDigest: string | null }> {
  const used = await markStepUpUsed(tx, {
    id: stepUpId,
    personId: actor.personId,
    sessionId: actor.sessionId,
    digest,
    freshSeconds: STEP_UP_SECONDS,
  });
  if (used === null) throw new AppError("step_up_stale");
  const { method, createdAt: at, assertion } = used;
  return { method, at, assertionDigest: assertion === null ? null : assertionDigest(assertion) };
}

/**
 * The same for a signature. A passkey must have answered to the digest itself: its answer is kept by the guards of the
 * database as soon as the signature is written, on whichever table that has `guard_signature_assertion`.
 *
 * @throws AppError step_up_stale | step_up_failed when a passkey confirmed without signing the digest
 */
export async function spendStepUpToSign(
  tx: Tx,
  given: { actor: Actor; digest: string; stepUpId: string },
): Promise<{ method: string; at: Date; assertionDigest: string | null }> {
  const used = await spendStepUp(tx, given);
  if (used.method === "passkey" && used.assertionDigest === null) {
    throw new AppError("step_up_failed", "The passkey did not sign the digest. Sign again from the page.");
  }
  return used;
}
