import { databaseNow, read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Actor } from "./actor";
import { hashPassword, passwordMatches } from "./password";
import { endSessions } from "./sign-in";
import { findPerson, savePassword, saveTotpSecret } from "./store";
import { sealTotpSecret, totpStep } from "./totp";

/**
 * Sets a new password and ends every other session of the person.
 *
 * @throws AppError step_up_failed when the current one is not right
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
  await requirePassword(actor, currentPassword);
  const passwordHash = await hashPassword(newPassword);
  await transaction((tx) => savePassword(tx, actor.personId, passwordHash));
  await endSessions({ personId: actor.personId, exceptId: actor.sessionId });
}

/**
 * Enrols an authenticator, once it has shown that it has the secret.
 *
 * @throws AppError step_up_failed for a wrong password or code
 */
export async function enrolTotp({
  actor,
  password,
  secret,
  code,
}: {
  actor: Actor;
  password: string;
  secret: string;
  code: string;
}): Promise<void> {
  await requirePassword(actor, password);
  const step = await totpStep(secret, code, await read(databaseNow));
  if (step === null) throw new AppError("step_up_failed", "The code does not belong to this secret.");
  await transaction((tx) => saveTotpSecret(tx, actor.personId, sealTotpSecret(actor.personId, secret), step));
}

async function requirePassword(actor: Actor, password: string): Promise<void> {
  const person = await read((tx) => findPerson(tx, actor.personId));
  if (!(await passwordMatches(person?.passwordHash ?? null, password))) throw new AppError("step_up_failed");
}
