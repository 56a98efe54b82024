import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Actor } from "./actor";
import { beginAttempt } from "./attempt";
import { passwordMatches } from "./password";
import { findPerson } from "./store";
import { codeAccepted } from "./totp-code";

/**
 * Asks a signed-in person once more who they are. Failures count towards the same lock as those at sign-in: a
 * session that was left open must not become a place to guess the password.
 *
 * @param given the code is judged when there is one, else the password
 * @throws AppError step_up_failed | sign_in_locked
 */
export async function confirmPerson(
  actor: Actor,
  given: { password?: string | undefined; totp?: string | undefined },
): Promise<"password" | "totp"> {
  const person = await read((tx) => findPerson(tx, actor.personId));
  if (person === null) throw new AppError("step_up_failed");
  const attempt = await beginAttempt(person.id);
  if (attempt === null) throw new AppError("sign_in_locked");
  const right = given.totp
    ? await codeAccepted(person, given.totp)
    : await passwordMatches(person.passwordHash, given.password ?? "");
  if (!right) throw new AppError("step_up_failed");
  await attempt.succeed();
  return given.totp ? "totp" : "password";
}
