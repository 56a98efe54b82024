import { type Actor, hasStaffRole, requireStaffRole } from "#lib/identity/actor";
import { credentialDigest } from "#lib/identity/assertion";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { requireKeeper, STAFF_KEEPERS, STAFF_READERS } from "./keepers";
import { passkeyText } from "./passkey-statement";
import { findWaitingPasskeys, insertStaffPasskey, type WaitingPasskey } from "./passkey-store";

/**
 * Confirms that a passkey of someone of the staff is theirs. It counts from now on, to sign in and to sign.
 *
 * @param digest of `passkeyText`, as the page showed it
 * @throws AppError `forbidden` for others than compliance officers and operators; `signer_ineligible` for a passkey of
 * one's own; `not_found` for one that waits for nobody; `digest_changed`; `step_up_stale`; `step_up_failed`; `unavailable`
 */
export function confirmPasskey({
  actor,
  passkeyId,
  digest: shown,
  stepUpId,
}: {
  actor: Actor;
  passkeyId: string;
  digest: string;
  stepUpId: string;
}): Promise<void> {
  requireKeeper(actor);
  return transaction(async (tx) => {
    const [passkey] = await findWaitingPasskeys(tx, passkeyId);
    if (passkey === undefined) throw new AppError("not_found");
    if (passkey.personId === actor.personId)
      throw new AppError("signer_ineligible", "This passkey is yours; another person confirms it.");
    const { canonical, digest } = passkeyText(passkey);
    if (digest !== shown)
      throw new AppError("digest_changed", "This is not the passkey that you were shown.");
    await requireLiveLedger(tx);
    const { method, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });
    const { personId } = passkey;
    const { personId: confirmedById } = actor;
    await insertStaffPasskey(tx, { passkeyId, personId, canonical, digest, confirmedById, method, stepUpId });
    await appendEntry(tx, {
      kind: "staff.passkey_confirmed",
      subjectId: personId,
      data: {
        passkey: passkeyId,
        credential_digest: credentialDigest(passkey.credentialId, passkey.publicKey),
        digest,
        confirmer: confirmedById,
        method,
        assertion_digest: assertionDigest,
      },
    });
    await emitEvent(tx, {
      kind: "person.sign_in_changed",
      subjectId: personId,
      data: { what: "passkey_confirmed" },
    });
  });
}

export type PasskeyToConfirm = Pick<
  WaitingPasskey,
  "id" | "name" | "createdAt" | "personName" | "personEmail"
> & {
  /** What its holder reads on their own account page. */
  credentialDigest: string;
  canonical: string;
  digest: string;
  isOwn: boolean;
  mayConfirm: boolean;
};

/**
 * Passkeys of the staff that another person has yet to confirm.
 *
 * @throws AppError `forbidden` for others than compliance officers, operators and auditors
 */
export function passkeysToConfirm(actor: Actor): Promise<PasskeyToConfirm[]> {
  requireStaffRole(actor, ...STAFF_READERS);
  return read(async (tx) => (await findWaitingPasskeys(tx)).map((passkey) => lineOf(passkey, actor)));
}

/** One of them. @throws AppError `forbidden`; `not_found` for one that waits for nobody */
export function passkeyToConfirm(actor: Actor, id: string): Promise<PasskeyToConfirm> {
  requireStaffRole(actor, ...STAFF_READERS);
  return read(async (tx) => {
    const [passkey] = await findWaitingPasskeys(tx, id);
    if (passkey === undefined) throw new AppError("not_found");
    return lineOf(passkey, actor);
  });
}

function lineOf(passkey: WaitingPasskey, actor: Actor): PasskeyToConfirm {
  const { id, name, createdAt, personName, personEmail, personId } = passkey;
  const isOwn = personId === actor.personId;
  return {
    id,
    name,
    createdAt,
    personName,
    personEmail,
    credentialDigest: credentialDigest(passkey.credentialId, passkey.publicKey),
    ...passkeyText(passkey),
    isOwn,
    mayConfirm: !isOwn && hasStaffRole(actor, ...STAFF_KEEPERS),
  };
}
