import { generateAuthenticationOptions } from "@simplewebauthn/server";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Actor } from "./actor";
import { CHALLENGE_SECONDS, newChallenge, requireRelyingParty } from "./passkey";
import { type ChallengeUse, findCountingPasskeys } from "./passkey-store";
import { countPasskeyStart } from "./try-limit";

/** What a browser is given to ask for a passkey (PublicKeyCredentialRequestOptionsJSON). */
export type PasskeyRequest = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

/**
 * Begins to sign someone in by whatever passkey they have: nobody says who they are before.
 *
 * @param network where it comes from, as the edge saw it
 * @throws AppError rate_limited | wrong_state where the portal's address keeps no passkeys
 */
export async function startPasskeySignIn(network: string): Promise<PasskeyRequest> {
  requireRelyingParty();
  await countPasskeyStart(network);
  return request({ purpose: "sign_in" }, []);
}

/**
 * Begins a confirmation by one of the actor's passkeys, over the digest of what they were shown.
 *
 * @param purpose `sign` where the answer is to be kept with a signature: the passkey then signs the digest itself
 * @throws AppError step_up_failed when they have none | wrong_state
 */
export async function startPasskeyStepUp({
  actor,
  digest,
  purpose = "step_up",
}: {
  actor: Actor;
  digest: string;
  purpose?: "step_up" | "sign";
}): Promise<PasskeyRequest> {
  const { personId, sessionId } = actor;
  const passkeys = await read((tx) => findCountingPasskeys(tx, personId));
  if (passkeys.length === 0) throw new AppError("step_up_failed", "You have no passkey yet.");
  return request({ purpose, personId, sessionId, digest }, passkeys);
}

async function request(
  use: ChallengeUse,
  passkeys: readonly { credentialId: string; transports: string[] }[],
): Promise<PasskeyRequest> {
  const { rpId } = requireRelyingParty();
  return generateAuthenticationOptions({
    rpID: rpId,
    challenge: new Uint8Array(Buffer.from(await newChallenge(use), "base64url")),
    allowCredentials: passkeys.map(({ credentialId: id, transports }) => ({ id, transports })),
    userVerification: "required",
    timeout: CHALLENGE_SECONDS * 1_000,
  });
}
