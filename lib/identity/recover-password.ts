import { setTimeout as pause } from "node:timers/promises";
import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { emitEvent } from "#lib/platform/events";
import { noteAddressConfirmed } from "./confirm-address";
import { mailLink, useMailedLink } from "./mailed-link";
import { hashPassword } from "./password";
import { endSessionsIn } from "./sign-in";
import { findPersonByEmail, savePassword } from "./store";
import { countLinkAsked } from "./try-limit";

/** Longer than making a link takes: how long the answer takes must not say whether there was one to make. */
const ANSWER_MS = 400;

/**
 * Sends a link for a new password to an address, if it has an account that can be signed in to. The answer and the
 * time that it takes are the same for every address.
 *
 * @param email trimmed and in lower case
 * @param network where it comes from, as the edge saw it
 * @throws AppError rate_limited, counted for an address whether it is anyone's or not
 */
export async function askForRecovery(of: { email: string; network: string | null }): Promise<void> {
  await countLinkAsked({ purpose: "recover", ...of });
  await Promise.all([pause(ANSWER_MS), mailRecovery(of.email)]);
}

async function mailRecovery(email: string): Promise<void> {
  await transaction(async (tx) => {
    const person = await findPersonByEmail(tx, email);
    if (person === null || person.disabledAt !== null) return;
    // The demo's people sign in nowhere else (`sign-in.ts`).
    if (person.isDemo && env().COUNTERSIGN_MODE !== "demo") return;
    await mailLink(tx, { personId: person.id, email: person.email, purpose: "recover" });
  });
}

/**
 * Sets the password of whoever has the link, and ends all their sessions. It signs nobody in and leaves the second
 * factor as it is: an authenticator's code is asked for at the next sign-in as before. Having had the mail confirms the
 * address too.
 *
 * @throws AppError invalid_request (pointer /code) for a link that was used, is older than half an hour or never was
 */
export async function recoverPassword({
  code,
  newPassword,
}: {
  code: string;
  newPassword: string;
}): Promise<void> {
  const passwordHash = await hashPassword(newPassword);
  await transaction(async (tx) => {
    const personId = await useMailedLink(tx, { purpose: "recover", code });
    await savePassword(tx, personId, passwordHash);
    await appendEntry(tx, { kind: "person.password_recovered", subjectId: personId, data: {} });
    await noteAddressConfirmed(tx, personId);
    await endSessionsIn(tx, { personId });
    await emitEvent(tx, {
      kind: "person.sign_in_changed",
      subjectId: personId,
      data: { what: "password_recovered" },
    });
  });
}
