import { read } from "#lib/platform/db";
import { countAttempt, forgetAttempts, uncountAttempt } from "./store";
import { tryKey } from "./try-limit";
import { countTry } from "./try-store";

const ATTEMPTS_MAX = 5;
const LOCKOUT_SECONDS = 15 * 60;

/** One try at a person's password or code. Left alone, it counts as failed. */
export type Attempt = {
  /** It was right: earlier failures are forgotten. */
  succeed: () => Promise<void>;
  /** It was neither right nor wrong, such as a right password before the code was asked for. */
  takeBack: () => Promise<void>;
};

/**
 * Begins a try, at sign-in and wherever a password is asked for again. It counts before it is judged, so that a
 * hundred tries at once are no more than five.
 *
 * @returns null while the person is locked out: five failures, each less than a quarter of an hour after the last
 */
export async function beginAttempt(personId: string): Promise<Attempt | null> {
  const limits = { attemptsMax: ATTEMPTS_MAX, lockoutSeconds: LOCKOUT_SECONDS };
  if (!(await read((tx) => countAttempt(tx, personId, limits)))) return null;
  return {
    succeed: () => read((tx) => forgetAttempts(tx, personId)),
    takeBack: () => read((tx) => uncountAttempt(tx, personId)),
  };
}

/**
 * The same for an address that is nobody's: it locks after as many tries and for as long, so that the lock does not
 * say whose address is known.
 *
 * @returns false while it is locked
 */
export async function beginStrangersAttempt(email: string): Promise<boolean> {
  const limit = { max: ATTEMPTS_MAX, windowSeconds: LOCKOUT_SECONDS, slides: true };
  return (await read((tx) => countTry(tx, tryKey(`sign-in|${email}`), limit))).ok;
}
