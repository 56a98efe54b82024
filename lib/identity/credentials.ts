import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import type { Actor } from "./actor";
import { confirmAuthenticator, confirmPassword, confirmPerson } from "./confirm-person";
import { hashPassword } from "./password";
import { endSessionsIn } from "./sign-in";
import { findPerson, savePassword, saveTotpSecret } from "./store";
import { offeredSecret, sealTotpSecret, totpStep } from "./totp";

/**
 * Sets a new password and ends every other session of the person.
 *
 * @throws AppError step_up_failed | sign_in_locked
 */
export async function changePassword({
  actor,
  currentPassword,
  newPassword,
}: {
  actor: Actor;
  currentPassword: string;
  newPassword: string;
}): Promise<void> {
  await confirmPassword(actor, currentPassword);
  const passwordHash = await hashPassword(newPassword);
  await transaction(async (tx) => {
    await savePassword(tx, actor.personId, passwordHash);
    await appendEntry(tx, { kind: "person.password_changed", subjectId: actor.personId, data: {} });
    await endSessionsIn(tx, { personId: actor.personId, exceptId: actor.sessionId });
    await emitEvent(tx, {
      kind: "person.sign_in_changed",
      subjectId: actor.personId,
      data: { what: "password" },
    });
  });
}

/**
 * Enrols the authenticator that this session was offered (`ownAccount`), once it has shown that it has the secret.
 * One that is enrolled already must agree: a password alone does not replace it.
 *
 * @param currentCode of the authenticator that is enrolled now, if there is one, or a recovery code in its place
 * @throws AppError step_up_failed | sign_in_locked
 */
export async function enrolTotp({
  actor,
  password,
  code,
  currentCode,
}: {
  actor: Actor;
  password: string;
  code: string;
  currentCode?: string | undefined;
}): Promise<void> {
  await confirmPassword(actor, password);
  const person = await read((tx) => findPerson(tx, actor.personId));
  if (person === null) throw new AppError("step_up_failed");
  const secret = offeredSecret({ ...actor, standing: person.totpSecret });
  const step = await totpStep(secret, code, await read(databaseNow));
  if (step === null) throw new AppError("step_up_failed", "The code does not belong to this secret.");
  if (person.totpSecret !== null) await confirmReplaced(actor, currentCode);

  await transaction(async (tx) => {
    await saveTotpSecret(tx, person.id, sealTotpSecret(person.id, secret), step);
    await appendEntry(tx, { kind: "person.authenticator_enrolled", subjectId: person.id, data: {} });
    await emitEvent(tx, {
      kind: "person.sign_in_changed",
      subjectId: person.id,
      data: { what: "authenticator" },
    });
  });
}

async function confirmReplaced(actor: Actor, code: string | undefined): Promise<void> {
  // Without a code it is refused in the words that ask for one.
  if (code === undefined) await confirmPerson(actor, {});
  else await confirmAuthenticator(actor, code);
}
