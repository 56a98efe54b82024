import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Actor } from "./actor";
import { beginAttempt } from "./attempt";
import { passwordMatches } from "./password";
import { findPerson } from "./store";
import { codeAccepted } from "./totp-code";

/**
 * Asks a signed-in person once more who they are, by the strongest means that they have: once an authenticator is
 * enrolled, its code and nothing less. A password alone is then refused unjudged. Failures count towards the same
 * lock as those at sign-in: a session that was left open must not become a place to guess.
 *
 * @throws AppError step_up_failed | sign_in_locked
 */
export async function confirmPerson(
  actor: Actor,
  given: { password?: string | undefined; totp?: string | undefined },
): Promise<"password" | "totp"> {
  const person = await findSelf(actor);
  if (given.totp) {
    await judge(person, given.totp, codeAccepted);
    return "totp";
  }
  if (person.totpSecret !== null) {
    const message = "Give the six digits of your authenticator: the password alone is not enough any more";
    throw new AppError("step_up_failed", message, { errors: [{ pointer: "/totp", message }] });
  }
  await judge(person, given.password ?? "", matchesPassword);
  return "password";
}

/**
 * Asks for the password alone, where it is the thing that changes or a code is asked for besides.
 *
 * @throws AppError step_up_failed | sign_in_locked
 */
export async function confirmPassword(actor: Actor, password: string): Promise<void> {
  await judge(await findSelf(actor), password, matchesPassword);
}

type Person = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

async function findSelf({ personId }: Actor): Promise<Person> {
  const person = await read((tx) => findPerson(tx, personId));
  if (person === null) throw new AppError("step_up_failed");
  return person;
}

function matchesPassword({ passwordHash }: Person, password: string): Promise<boolean> {
  return passwordMatches(passwordHash, password);
}

async function judge(
  person: Person,
  given: string,
  isRight: (person: Person, given: string) => Promise<boolean>,
): Promise<void> {
  const attempt = await beginAttempt(person.id);
  if (attempt === null) throw new AppError("sign_in_locked");
  if (!(await isRight(person, given))) throw new AppError("step_up_failed");
  await attempt.succeed();
}
