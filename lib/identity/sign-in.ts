import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { passwordMatches } from "./password";
import { findLiveSessions, insertSession, revokeSessions } from "./session-store";
import { clearFailedSignIns, countFailedSignIn, findPerson, findPersonByEmail, useTotpStep } from "./store";
import { openTotpSecret, totpStep } from "./totp";

const FAILURES_MAX = 5;
const LOCKOUT_MS = 15 * 60_000;
/** Staff and applicants alike: a working day, then sign in again. */
const SESSION_MS = 12 * 3_600_000;

export type SignInVerdict =
  | { ok: true; personId: string }
  | { ok: false; refusal: "wrong" | "locked" | "totp_required" | "totp_wrong" };

/**
 * Checks who someone is, by password and, where one is enrolled, the code of their authenticator.
 *
 * An unknown address and a wrong password look and cost the same. Five failures lock the account for a quarter of
 * an hour, known password or not.
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
  const matches = await passwordMatches(person?.passwordHash ?? null, password);
  if (person === null || person.disabledAt !== null) return { ok: false, refusal: "wrong" };

  const now = await read(databaseNow);
  if (person.lockedUntil !== null && person.lockedUntil > now) return { ok: false, refusal: "locked" };
  if (!matches) return failed(person.id, now, "wrong");
  if (person.totpSecret !== null) {
    if (!totp) return { ok: false, refusal: "totp_required" };
    const step = await totpStep(await openTotpSecret(person.id, person.totpSecret), totp, now);
    if (step === null || !(await read((tx) => useTotpStep(tx, person.id, step)))) {
      return failed(person.id, now, "totp_wrong");
    }
  }
  await read((tx) => clearFailedSignIns(tx, person.id));
  return { ok: true, personId: person.id };
}

async function failed(personId: string, now: Date, refusal: "wrong" | "totp_wrong"): Promise<SignInVerdict> {
  const lockedUntil = new Date(now.getTime() + LOCKOUT_MS);
  await transaction((tx) => countFailedSignIn(tx, personId, { failuresMax: FAILURES_MAX, lockedUntil }));
  return { ok: false, refusal };
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
export async function endSessions({
  personId,
  id,
  exceptId,
}: {
  personId: string;
  id?: string;
  exceptId?: string;
}): Promise<number> {
  return transaction(async (tx) => {
    const ended = await revokeSessions(
      tx,
      { personId, ...(id === undefined ? {} : { id }), ...(exceptId === undefined ? {} : { exceptId }) },
      await databaseNow(tx),
    );
    if (ended > 0) {
      await appendEntry(tx, { kind: "session.revoked", subjectId: personId, data: { sessions: ended } });
    }
    return ended;
  });
}

/** The sessions that a person could end, the latest used first. */
export async function sessionsOf(personId: string) {
  return read(async (tx) => findLiveSessions(tx, personId, await databaseNow(tx)));
}
