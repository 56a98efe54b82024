import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Actor } from "./actor";
import { credentialDigest } from "./assertion";
import { findPasskeys, type PasskeyRow } from "./passkey-store";
import { countRecoveryCodesLeft } from "./recovery-code-store";
import { findDemoPeople, findPerson } from "./store";
import { offeredSecret, otpauthLink } from "./totp";

/** The demo's people for the sign-in page: id, name, e-mail and roles; empty outside the demo. */
export async function demoPeople() {
  return read((tx) => findDemoPeople(tx));
}

export type OwnPasskey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null };

export type OwnAccount = {
  name: string;
  email: string;
  isAddressConfirmed: boolean;
  hasTotp: boolean;
  /** Those that serve to sign in and to sign. */
  passkeys: readonly OwnPasskey[];
  /** Those of the staff that another person has yet to confirm, each with what the two read to each other. */
  waitingPasskeys: readonly (OwnPasskey & { credentialDigest: string })[];
  /** Codes that stand in for the authenticator and were not used; null for staff, who have none. */
  recoveryCodesLeft: number | null;
  /** What an authenticator app takes: the secret, and the same as a link. */
  offer: { secret: string; link: string };
};

/** What a person sees about their own account. */
export async function ownAccount(actor: Actor): Promise<OwnAccount> {
  const { personId } = actor;
  const [person, passkeys, codes] = await read(
    async (tx) =>
      [
        await findPerson(tx, personId),
        await findPasskeys(tx, personId),
        await countRecoveryCodesLeft(tx, personId),
      ] as const,
  );
  if (person === null) throw new AppError("not_found");
  const secret = offeredSecret({ ...actor, standing: person.totpSecret });
  return {
    name: person.name,
    email: person.email,
    isAddressConfirmed: person.emailConfirmedAt !== null,
    hasTotp: person.totpSecret !== null,
    recoveryCodesLeft: actor.staffRoles.length > 0 ? null : codes,
    passkeys: passkeys.filter(({ counts }) => counts).map(ownPasskey),
    waitingPasskeys: passkeys
      .filter(({ counts }) => !counts)
      .map((passkey) => ({
        ...ownPasskey(passkey),
        credentialDigest: credentialDigest(passkey.credentialId, passkey.publicKey),
      })),
    offer: { secret, link: otpauthLink(person.email, secret) },
  };
}

function ownPasskey({ id, name, createdAt, lastUsedAt }: PasskeyRow): OwnPasskey {
  return { id, name, createdAt, lastUsedAt };
}
