import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, read, type Tx, transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { newId } from "#lib/platform/ids";
import { beginAttempt, beginStrangersAttempt } from "./attempt";
import { passkeyHolder } from "./passkey";
import type { PasskeyAssertion } from "./passkey-answer";
import { passwordMatches } from "./password";
import { findLiveSessions, insertSession, revokeSessions } from "./session-store";
import { spendRecoveryCode } from "./spend-recovery-code";
import { findPerson, findPersonByEmail } from "./store";
import { codeAccepted } from "./totp-code";

/** Staff and applicants alike: a working day, then sign in again. */
const SESSION_MS = 12 * 3_600_000;

export type SignInVerdict =
  | { ok: true; personId: string }
  | { ok: false; refusal: "wrong" | "locked" | "totp_required" | "totp_wrong" | "passkey_wrong" };

/**
 * Checks who someone is, by password and, where one is enrolled, the code of their authenticator or
 * one of the codes that stand in for it.
 *
 * An unknown address and a wrong password look and cost the same. Five failures lock the address for a quarter of
 * an hour, whether it is anyone's or not, and the right password too.
 */
export async function checkSignIn({
  email,
  password,
  totp,
}: {
  email: string;
  password: string;
  totp?: string | undefined;
}): Promise<SignInVerdict> {
  const person = await read((tx) => findPersonByEmail(tx, email));
  const attempt = person === null ? null : await beginAttempt(person.id);
  const isLocked = person === null ? !(await beginStrangersAttempt(email)) : attempt === null;
  // Judged in any case, by a password of nobody if need be: the time that it takes says nothing.
  const matches = await passwordMatches(isLocked ? null : (person?.passwordHash ?? null), password);
  if (isLocked) return { ok: false, refusal: "locked" };
  if (person === null || attempt === null || !matches) return { ok: false, refusal: "wrong" };
  if (person.disabledAt !== null || isStrayDemoPerson(person)) return { ok: false, refusal: "wrong" };
  if (person.totpSecret !== null) {
    if (!totp) {
      await attempt.takeBack();
      return { ok: false, refusal: "totp_required" };
    }
    const accepted = (await codeAccepted(person, totp)) || (await spendRecoveryCode(person.id, totp));
    if (!accepted) return { ok: false, refusal: "totp_wrong" };
  }
  await attempt.succeed();
  return { ok: true, personId: person.id };
}

/** Checks who someone is by a passkey alone, which has verified them itself: by a code, a finger, a face of its own. */
export async function checkPasskeySignIn(answer: PasskeyAssertion): Promise<SignInVerdict> {
  const holder = await passkeyHolder(answer, { purpose: "sign_in" });
  const person = holder === null ? null : await read((tx) => findPerson(tx, holder.personId));
  if (person === null || person.disabledAt !== null || isStrayDemoPerson(person)) {
    return { ok: false, refusal: "passkey_wrong" };
  }
  return { ok: true, personId: person.id };
}

/** The demo's password is no secret: on a database that was a demo's, it opens nothing once this is none. */
function isStrayDemoPerson({ isDemo }: { isDemo: boolean }): boolean {
  return isDemo && env().COUNTERSIGN_MODE !== "demo";
}

/** One click in the demo: whether this is one of its people. The caller has made sure that this is the demo. */
export async function isDemoPerson(personId: string): Promise<boolean> {
  const person = await read((tx) => findPerson(tx, personId));
  return person?.isDemo === true && person.disabledAt === null;
}

/** Opens a session for someone whose sign-in was checked. @returns its id, which goes into the token */
export async function openSession({
  personId,
  userAgent,
}: {
  personId: string;
  userAgent: string;
}): Promise<string> {
  const id = newId("ses");
  await transaction(async (tx) => {
    const now = await databaseNow(tx);
    const expiresAt = new Date(now.getTime() + SESSION_MS);
    await insertSession(tx, { id, personId, userAgent: userAgent.slice(0, 300), expiresAt });
  });
  return id;
}

/** Ends sessions of a person: one, or all but one. It works at the next request. */
export async function endSessions(which: WhichSessions): Promise<number> {
  return transaction((tx) => endSessionsIn(tx, which));
}

/** The same as a part of another verb's transaction. */
export async function endSessionsIn(tx: Tx, which: WhichSessions): Promise<number> {
  const ended = await revokeSessions(tx, which, await databaseNow(tx));
  if (ended > 0) {
    await appendEntry(tx, { kind: "session.revoked", subjectId: which.personId, data: { sessions: ended } });
  }
  return ended;
}

type WhichSessions = { personId: string; id?: string; exceptId?: string };

/** The sessions that a person could end, the latest used first. */
export async function sessionsOf(personId: string) {
  return read(async (tx) => findLiveSessions(tx, personId, await databaseNow(tx)));
}
