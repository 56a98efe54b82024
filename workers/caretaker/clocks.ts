import { lapseRequests } from "#lib/applications/lapse-requests";
import { watchClocks } from "#lib/applications/watch-clocks";
import { watchConcerns } from "#lib/concerns/watch-concerns";
import { watchMitigations } from "#lib/fairness/watch-mitigations";
import { watchFindings } from "#lib/findings/watch-findings";
import { databaseNow, read } from "#lib/platform/db";
import { log } from "#lib/platform/log";
import { watchAppeals } from "#lib/reviews/watch-appeals";
import { type Loop, startLoop } from "./loop";

const EVERY_MS = 60_000;

/**
 * Clocks of cases, appeals and concerns: warnings, escalations, and the end of the thirty days that an applicant has for
 * an answer; of failed fairness runs that nothing followed, and of findings that nobody closed.
 */
export function startClocks(): Loop {
  return startLoop({
    name: "clocks",
    everyMs: EVERY_MS,
    turn: async () => {
      const now = await read(databaseNow);
      const said =
        (await watchClocks({ now })) + (await watchAppeals({ now })) + (await watchConcerns({ now }));
      const stopped = (await watchMitigations({ now })) + (await watchFindings({ now }));
      const lapsed = await lapseRequests({ now });
      if (said + lapsed + stopped > 0) log.info({ said, lapsed, stopped }, "clocks");
    },
  });
}
