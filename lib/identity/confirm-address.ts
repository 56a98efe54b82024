import { appendEntry } from "#lib/ledger/append-entry";
import { read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Actor } from "./actor";
import { mailLink, useMailedLink } from "./mailed-link";
import { findAddress, saveAddressConfirmed } from "./mailed-link-store";
import { countLinkAsked } from "./try-limit";

/**
 * Notes that an address is its person's, who has the link that only a mail to it carried. Nobody needs to be signed
 * in for it: the mail may be read on another device.
 *
 * @throws AppError invalid_request (pointer /code) for a link that was used, has expired or never was
 */
export async function confirmAddress({ code }: { code: string }): Promise<void> {
  await transaction(async (tx) => {
    await noteAddressConfirmed(tx, await useMailedLink(tx, { purpose: "confirm", code }));
  });
}

/**
 * Sends the actor's own link again. The earlier ones work until one of them is used.
 *
 * @throws AppError rate_limited | wrong_state when it is confirmed already | unavailable without a key for mail
 */
export async function sendConfirmationAgain({
  actor,
  network,
}: {
  actor: Actor;
  /** The address that it comes from, as the edge saw it. */
  network: string | null;
}): Promise<void> {
  const { email } = await ownAddress(actor);
  await countLinkAsked({ purpose: "confirm", email, network });
  await transaction(async (tx) => {
    const address = await findAddress(tx, actor.personId);
    if (address === null || address.emailConfirmedAt !== null) {
      throw new AppError("wrong_state", "Your address is confirmed already.");
    }
    const sent = await mailLink(tx, { personId: actor.personId, email: address.email, purpose: "confirm" });
    if (!sent) throw new AppError("unavailable", "No mail can be sent from here. Please tell the operator.");
  });
}

/** The person's address, and whether it was shown to be theirs. @throws AppError not_found */
export async function ownAddress(actor: Actor): Promise<{ email: string; isConfirmed: boolean }> {
  const address = await read((tx) => findAddress(tx, actor.personId));
  if (address === null) throw new AppError("not_found");
  return { email: address.email, isConfirmed: address.emailConfirmedAt !== null };
}

/**
 * Inside the transaction of what binds an organisation: whoever does it has to be reachable at their address.
 *
 * @throws AppError forbidden, which says what to do
 */
export async function requireConfirmedAddress(tx: Tx, { personId }: Actor): Promise<void> {
  if (await isAddressConfirmed(tx, personId)) return;
  throw new AppError(
    "forbidden",
    "Your e-mail address is not confirmed yet. Open the link in the mail that we sent you, or send it again on the page “Confirm your address” (/confirm). What you typed is saved.",
  );
}

export async function isAddressConfirmed(tx: Tx, personId: string): Promise<boolean> {
  const address = await findAddress(tx, personId);
  return address !== null && address.emailConfirmedAt !== null;
}

/** As a part of another verb, which has seen that the person reads the address. */
export async function noteAddressConfirmed(tx: Tx, personId: string): Promise<void> {
  if (!(await saveAddressConfirmed(tx, personId))) return;
  await appendEntry(tx, { kind: "person.address_confirmed", subjectId: personId, data: {} });
}
