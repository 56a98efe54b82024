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
      const gone = {
        answers: await expireAnswers(),
        pictures: await erasePicturesLeft(),
        keys: await forgetIdempotencyKeys(),
        strays: 0,
      };
      if (Date.now() - listedAt > LIST_STORE_MS) {
        gone.strays = await erasePicturesOfNone({ now: new Date() });
        listedAt = Date.now();
      }
      if (Object.values(gone).some((count) => count > 0)) log.info(gone, "retention");
    },
  });
}
