import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Actor } from "./actor";
import { type Assertion, keptAssertion } from "./assertion";
import { beginAttempt } from "./attempt";
import { isOverDigest, passkeyHolder } from "./passkey";
import type { PasskeyAssertion } from "./passkey-answer";
import { findCountingPasskeys } from "./passkey-store";
import { passwordMatches } from "./password";
import { spendRecoveryCode } from "./spend-recovery-code";
import { findPerson } from "./store";
import { codeAccepted } from "./totp-code";

/** What a person gives to confirm who they are; one of them. */
export type Confirmation = {
  password?: string | undefined;
  totp?: string | undefined;
  passkey?: PasskeyAssertion | undefined;
};

/** How a person confirmed; `assertion` when a passkey signed the digest itself. */
export type Confirmed = { method: "password" | "totp" | "passkey"; assertion: Assertion | null };

/**
 * Asks a signed-in person once more who they are, by the strongest means that they have: once a passkey or an
 * authenticator is enrolled, one of these and nothing less. A password alone is then refused unjudged. Wrong passwords
 * and codes count towards the same lock as those at sign-in: a session that was left open must not become a place to
 * guess. A passkey is nothing to guess.
 *
 * @param digest what a passkey was asked to sign for (`startPasskeyStepUp`)
 * @throws AppError step_up_failed | sign_in_locked
 */
export async function confirmPerson(actor: Actor, given: Confirmation, digest?: string): Promise<Confirmed> {
  const person = await findSelf(actor);
  if (given.passkey !== undefined) return judgePasskey(actor, given.passkey, digest);
  if (given.totp) {
    await judge(person, given.totp, codeAccepted);
    return { method: "totp", assertion: null };
  }
  await refusePasswordAlone(person);
  await judge(person, given.password ?? "", matchesPassword);
  return { method: "password", assertion: null };
}

async function refusePasswordAlone(person: Person): Promise<void> {
  const pointer = person.totpSecret === null ? "/passkey" : "/totp";
  if (person.totpSecret === null && (await read((tx) => findCountingPasskeys(tx, person.id))).length === 0)
    return;
  const message =
    pointer === "/totp"
      ? "Give the six digits of your authenticator: the password alone is not enough any more"
      : "Use your passkey: the password alone is not enough any more";
  throw new AppError("step_up_failed", message, { errors: [{ pointer, message }] });
}

async function judgePasskey(
  { personId, sessionId }: Actor,
  answer: PasskeyAssertion,
  digest: string | undefined,
): Promise<Confirmed> {
  const isSigned = digest !== undefined && isOverDigest(answer, digest);
  const use = { purpose: isSigned ? "sign" : "step_up", personId, sessionId, digest: digest ?? "" } as const;
  const holder = digest === undefined ? null : await passkeyHolder(answer, use, personId);
  if (holder !== null) {
    return { method: "passkey", assertion: isSigned ? keptAssertion(answer, holder.publicKey) : null };
  }
  throw new AppError("step_up_failed", "The passkey did not confirm it. Try again, or use another means.");
}

/**
 * Asks for the password alone, where it is the thing that changes or a code is asked for besides.
 *
 * @throws AppError step_up_failed | sign_in_locked
 */
export async function confirmPassword(actor: Actor, password: string): Promise<void> {
  await judge(await findSelf(actor), password, matchesPassword);
}

/**
 * Asks for the authenticator that another is to replace, or for a code that stands in for it when it is lost. Nothing
 * else takes such a code: it is for getting back in, not for signing.
 *
 * @throws AppError step_up_failed | sign_in_locked
 */
export async function confirmAuthenticator(actor: Actor, code: string): Promise<void> {
  await judge(
    await findSelf(actor),
    code,
    async (person, given) =>
      (await codeAccepted(person, given)) || (await spendRecoveryCode(person.id, given)),
  );
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
