import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { appendEntry } from "#lib/ledger/append-entry";
import { sha256Hex } from "#lib/platform/canonical-json";
import { read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import type { Actor } from "./actor";
import { type PasskeyRequest, startPasskeyStepUp } from "./ask-passkey";
import { credentialDigest } from "./assertion";
import { type Confirmation, confirmPerson } from "./confirm-person";
import { CHALLENGE_SECONDS, newChallenge, requireRelyingParty, usedChallenge, userHandle } from "./passkey";
import type { PasskeyEnrolment } from "./passkey-answer";
import { countPasskeys, deletePasskey, findPasskeys, insertPasskey } from "./passkey-store";
import { findPerson } from "./store";

const PASSKEYS_MAX = 10;

export type PasskeyCreation = Awaited<ReturnType<typeof generateRegistrationOptions>>;

/** What a confirmation of a change to one's passkeys is bound to. */
export function passkeysDigest(personId: string): string {
  return sha256Hex(`passkeys of ${personId}`);
}

/**
 * Begins to enrol a passkey of the actor's, for a browser to make.
 *
 * @returns `creation` for the new one, and `confirmation` by one that is there, when one is
 * @throws AppError wrong_state where the portal's address keeps no passkeys, or with ten of them
 */
export async function startPasskeyEnrolment(
  actor: Actor,
): Promise<{ creation: PasskeyCreation; confirmation: PasskeyRequest | null }> {
  const { rpId } = requireRelyingParty();
  const { personId, sessionId } = actor;
  const [person, passkeys] = await read(
    async (tx) => [await findPerson(tx, personId), await findPasskeys(tx, personId)] as const,
  );
  if (person === null) throw new AppError("not_found");
  if (passkeys.length >= PASSKEYS_MAX) throw tooMany();
  const challenge = await newChallenge({ purpose: "enrol", personId, sessionId });
  const creation = await generateRegistrationOptions({
    rpName: "Countersign",
    rpID: rpId,
    userName: person.email,
    userDisplayName: person.name,
    userID: new Uint8Array(Buffer.from(userHandle(personId), "base64url")),
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    timeout: CHALLENGE_SECONDS * 1_000,
    attestationType: "none",
    excludeCredentials: passkeys.map(({ credentialId: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const digest = passkeysDigest(personId);
  return {
    creation,
    confirmation: !passkeys.some(({ counts }) => counts) ? null : await startPasskeyStepUp({ actor, digest }),
  };
}

/**
 * Enrols the passkey that a browser has made, once the person has confirmed by what they have already. One of the
 * staff's serves for nothing until another person has confirmed it (`#lib/staff/confirm-passkey`).
 *
 * @param confirmation password, or the code of an authenticator, or one of the passkeys that are enrolled
 * @throws AppError step_up_failed | sign_in_locked | invalid_request | wrong_state
 * @see WebAuthn Level 3 §7.1
 */
export async function enrolPasskey({
  actor,
  name,
  answer,
  confirmation,
}: {
  actor: Actor;
  name: string;
  answer: PasskeyEnrolment;
  confirmation: Confirmation;
}): Promise<{ passkeyId: string }> {
  const { personId } = actor;
  await confirmPerson(actor, confirmation, passkeysDigest(personId));
  const credential = await verifiedCredential(actor, answer);
  const { rpId, origin } = requireRelyingParty();
  const passkeyId = newId("pky");
  await transaction(async (tx) => {
    if ((await countPasskeys(tx, personId)) >= PASSKEYS_MAX) throw tooMany();
    const isNew = await insertPasskey(tx, {
      id: passkeyId,
      personId,
      credentialId: credential.id,
      publicKey: new Uint8Array(credential.publicKey),
      counter: credential.counter,
      transports: [...answer.response.transports],
      name,
    });
    if (!isNew) throw new AppError("invalid_request", "This passkey is enrolled already.");
    await appendEntry(tx, {
      kind: "person.passkey_enrolled",
      subjectId: personId,
      data: {
        passkey: passkeyId,
        credential_digest: credentialDigest(credential.id, credential.publicKey),
        rp_id: rpId,
        origin,
      },
    });
    await emitEvent(tx, {
      kind: "person.sign_in_changed",
      subjectId: personId,
      data: { what: "passkey_added" },
    });
    const isWaiting = (await findPasskeys(tx, personId)).some(
      ({ id, counts }) => id === passkeyId && !counts,
    );
    if (isWaiting) await emitEvent(tx, { kind: "staff.passkey_waiting", subjectId: passkeyId, data: {} });
  });
  return { passkeyId };
}

/** @throws AppError step_up_failed | sign_in_locked | not_found for a passkey that is not the actor's */
export async function removePasskey({
  actor,
  passkeyId,
  confirmation,
}: {
  actor: Actor;
  passkeyId: string;
  confirmation: Confirmation;
}): Promise<void> {
  const { personId } = actor;
  await confirmPerson(actor, confirmation, passkeysDigest(personId));
  await transaction(async (tx) => {
    if (!(await deletePasskey(tx, { id: passkeyId, personId }))) throw new AppError("not_found");
    await appendEntry(tx, {
      kind: "person.passkey_removed",
      subjectId: personId,
      data: { passkey: passkeyId },
    });
    await emitEvent(tx, {
      kind: "person.sign_in_changed",
      subjectId: personId,
      data: { what: "passkey_removed" },
    });
  });
}

async function verifiedCredential({ personId, sessionId }: Actor, answer: PasskeyEnrolment) {
  const { rpId, origin } = requireRelyingParty();
  const use = { purpose: "enrol", personId, sessionId } as const;
  const challenge = await usedChallenge(answer.response.clientDataJSON, use);
  const verified =
    challenge === null
      ? null
      : await verifyRegistrationResponse({
          // Told as strings of a closed set; what is not of it is of no use to a browser and does no harm.
          response: answer,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: rpId,
          requireUserVerification: true,
          // It throws for each thing that is not as expected, which is a refusal here and no fault.
        }).catch(() => null);
  if (verified?.verified !== true) {
    throw new AppError("step_up_failed", "The passkey could not be enrolled. Begin again.");
  }
  return verified.registrationInfo.credential;
}

function tooMany(): AppError {
  return new AppError("wrong_state", `At most ${PASSKEYS_MAX} passkeys; remove one that you no longer use.`);
}
