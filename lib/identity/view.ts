import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Actor } from "./actor";
import { findPasskeys } from "./passkey-store";
import { findDemoPeople, findPerson } from "./store";
import { offeredSecret, otpauthLink } from "./totp";

/** The demo's people for the sign-in page: id, name, e-mail and roles; empty outside the demo. */
export async function demoPeople() {
  return read((tx) => findDemoPeople(tx));
}

export type OwnAccount = {
  name: string;
  email: string;
  hasTotp: boolean;
  passkeys: readonly { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }[];
  /** What an authenticator app takes: the secret, and the same as a link. */
  offer: { secret: string; link: string };
};

/** What a person sees about their own account. */
export async function ownAccount(actor: Actor): Promise<OwnAccount> {
  const [person, passkeys] = await read(
    async (tx) => [await findPerson(tx, actor.personId), await findPasskeys(tx, actor.personId)] as const,
  );
  if (person === null) throw new AppError("not_found");
  const secret = offeredSecret({ ...actor, standing: person.totpSecret });
  return {
    name: person.name,
    email: person.email,
    hasTotp: person.totpSecret !== null,
    passkeys: passkeys.map(({ credentialId: _, transports: __, ...passkey }) => passkey),
    offer: { secret, link: otpauthLink(person.email, secret) },
  };
}
