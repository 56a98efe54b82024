import { isOver, type Phase } from "./job";
import { type JobReader, viewJob } from "./view";
import type { JobWatch } from "./watch-jobs";

/** How often a job that is not over is looked at; its end is told at once. */
const LOOK_MS = 1_000;
/** A connection on which nothing is said for so long may be taken for dead on the way. */
const SIGN_OF_LIFE_MS = 15_000;
/** Whoever follows for longer asks again, from what was seen last. */
export const FOLLOW_MS_MAX = 10 * 60_000;

/**
 * Where a job is, each time that it is elsewhere than last seen, until nothing is left to compute of it. Read from the
 * database at each look and through the gate, so that any process can go on where another stopped, and nobody follows
 * after a revocation. Turns of a moment that fall between two looks are not told.
 *
 * @param from.seen what the caller saw last: it is not said again
 * @param from.isStopping ends it early, as a process does that drains
 * @yields the phase, or null as a sign of life
 * @throws AppError as `viewJob` does, at the first look and at any later one
 */
export async function* followJob(
  reader: JobReader,
  watch: JobWatch,
  from: { seen: Phase | null; isStopping: () => boolean },
): AsyncGenerator<Phase | null> {
  let { seen } = from;
  const until = Date.now() + FOLLOW_MS_MAX;
  let said = Date.now();
  while (Date.now() < until && !from.isStopping()) {
    const { status } = await viewJob(reader);
    if (status !== seen) {
      seen = status;
      said = Date.now();
      yield status;
    } else if (Date.now() - said >= SIGN_OF_LIFE_MS) {
      said = Date.now();
      yield null;
    }
    if (isOver(status)) return;
    await watch.ended(reader.jobId, LOOK_MS);
  }
}
