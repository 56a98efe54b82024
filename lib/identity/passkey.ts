import { randomBytes } from "node:crypto";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { PasskeyAssertion } from "./passkey-answer";
import {
  type ChallengeUse,
  deleteEndedChallenges,
  findPasskey,
  insertChallenge,
  notePasskeyUse,
  useChallenge,
} from "./passkey-store";
import { type RelyingParty, relyingParty } from "./relying-party";

/** How long someone may look for their passkey. */
export const CHALLENGE_SECONDS = 5 * 60;

/** @throws AppError `wrong_state` where browsers have no passkeys for this portal */
export function requireRelyingParty(): RelyingParty {
  const party = relyingParty();
  if (party === null) {
    throw new AppError(
      "wrong_state",
      "This portal is reached by an address that browsers keep no passkeys for.",
    );
  }
  return party;
}

/**
 * A challenge for one use: random, and kept here and nowhere else; or, where an answer is to stand as a signature, the
 * digest itself, so that what was answered to can be seen in the answer.
 *
 * @returns it in base64url
 */
export async function newChallenge(use: ChallengeUse): Promise<string> {
  const bytes = use.purpose === "sign" ? Buffer.from(use.digest, "hex") : randomBytes(32);
  const challenge = bytes.toString("base64url");
  await read((tx) => insertChallenge(tx, { challenge, use, seconds: CHALLENGE_SECONDS }));
  return challenge;
}

/** Uses up the challenge that an answer was given to. @returns it, or null when it cannot be used for this */
export async function usedChallenge(clientDataJSON: string, use: ChallengeUse): Promise<string | null> {
  const challenge = challengeIn(clientDataJSON);
  if (challenge === null) return null;
  return (await read((tx) => useChallenge(tx, { challenge, use }))) ? challenge : null;
}

/**
 * Whose passkey signed an answer to a challenge that was made for this use. The challenge is used up by asking.
 *
 * @param owner the only person whose passkeys will do; undefined at sign-in
 * @returns the person's id and the key that it was, or null: another origin or relying party, a challenge that was used, is over or is for
 * something else, someone else's or an unknown credential, a wrong signature, nobody verified, a counter gone back
 * @see WebAuthn Level 3 §7.2
 */
export async function passkeyHolder(
  answer: PasskeyAssertion,
  use: ChallengeUse,
  owner?: string,
): Promise<{ personId: string; publicKey: Uint8Array } | null> {
  const { rpId, origin } = requireRelyingParty();
  const challenge = await usedChallenge(answer.response.clientDataJSON, use);
  const passkey = challenge === null ? null : await read((tx) => findPasskey(tx, answer.id));
  if (challenge === null || passkey === null) return null;
  if (owner !== undefined && passkey.personId !== owner) return null;
  const handle = "userHandle" in answer.response ? answer.response.userHandle : undefined;
  if (handle !== undefined && handle !== userHandle(passkey.personId)) return null;
  const verified = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
    },
    // It throws for each thing that is not as expected, which is a refusal here and no fault.
  }).catch(() => null);
  if (verified?.verified !== true) return null;
  const { newCounter: counter } = verified.authenticationInfo;
  const noted = await transaction((tx) =>
    notePasskeyUse(tx, { credentialId: passkey.credentialId, counter }),
  );
  return noted ? { personId: passkey.personId, publicKey: passkey.publicKey } : null;
}

/** Whether an answer was given to the digest itself, and so can stand as a signature. */
export function isOverDigest({ response }: PasskeyAssertion, digest: string): boolean {
  return challengeIn(response.clientDataJSON) === Buffer.from(digest, "hex").toString("base64url");
}

/** What an authenticator keeps to know whose passkey it is: the person's id, which says nothing about them. */
export function userHandle(personId: string): string {
  return Buffer.from(personId, "utf8").toString("base64url");
}

/** For the caretaker, every so often. */
export function forgetEndedChallenges(): Promise<number> {
  return read(deleteEndedChallenges);
}

function challengeIn(clientDataJSON: string): string | null {
  try {
    const { challenge } = Object(JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8")));
    return typeof challenge === "string" && /^[\w-]{43}$/.test(challenge) ? challenge : null;
  } catch {
    return null;
  }
}
