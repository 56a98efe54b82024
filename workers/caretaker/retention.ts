import { expireUploads } from "#lib/applications/erase-upload";
import { eraseOldContacts } from "#lib/concerns/erase-old-contacts";
import { forgetEndedLinks } from "#lib/identity/mailed-link";
import { forgetEndedChallenges } from "#lib/identity/passkey";
import { forgetEndedTries } from "#lib/identity/try-limit";
import {
  erasePicturesLeft,
  erasePicturesOfNone,
  expireAnswers,
  forgetIdempotencyKeys,
} from "#lib/jobs/sweep-jobs";
import { log } from "#lib/platform/log";
import { type Loop, startLoop } from "./loop";

const EVERY_MS = 15_000;
/** Listing a store is dear, and only a crash in the middle of accepting leaves anything to find. */
const LIST_STORE_MS = 10 * 60_000;

/** What is over goes: answers, pictures that outlived their job or never had one, idempotency keys. */
export function startRetention(): Loop {
  let listedAt = 0;
  return startLoop({
    name: "retention",
    everyMs: EVERY_MS,
    turn: async () => {
      const isListed = Date.now() - listedAt <= LIST_STORE_MS;
      const gone = await eraseAll({
        answers: expireAnswers,
        pictures: erasePicturesLeft,
        keys: forgetIdempotencyKeys,
        tries: forgetEndedTries,
        challenges: forgetEndedChallenges,
        links: forgetEndedLinks,
        uploads: expireUploads,
        contacts: eraseOldContacts,
        strays: async () => (isListed ? 0 : erasePicturesOfNone({ now: new Date() })),
      });
      if (!isListed) listedAt = Date.now();
      if (Object.values(gone).some((count) => count > 0)) log.info(gone, "retention");
    },
  });
}

/**
 * Each in turn, also after one that failed: what cannot expire an answer must not keep photographs.
 *
 * @returns how many of each went
 * @throws AggregateError with all that failed, once all were tried
 */
export async function eraseAll<Kind extends string>(
  sweeps: Readonly<Record<Kind, () => Promise<number>>>,
): Promise<Partial<Record<Kind, number>>> {
  const gone: Partial<Record<Kind, number>> = {};
  const failures: unknown[] = [];
  for (const kind of Object.keys(sweeps) as Kind[]) {
    try {
      gone[kind] = await sweeps[kind]();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "not all that is over could be erased");
  return gone;
}
