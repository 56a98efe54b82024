import { databaseNow, type Tx } from "#lib/platform/db";
import { cancelJob } from "./claim-job";
import { countAbout, eraseCandidate, eraseRepeats, findJobsAbout, type SubjectOf } from "./forget-store";
import { findInputs } from "./input-store";
import { canMove, isOver } from "./job";
import { moveJob } from "./move-job";
import { erasePictures } from "./pictures";
import { eraseAnswer, lockJob } from "./store";

export type Forgotten = { answers: number; cancelled: number; repeats: number };

/**
 * Takes a subject out of all that jobs keep, in the transaction that erases them: answers about them are deleted, they
 * are no candidate of any search, and what was still to be looked at is cancelled. Jobs are locked before galleries.
 *
 * @returns counts, and the pictures to erase once the transaction has committed
 */
export async function forgetSubject(
  tx: Tx,
  of: SubjectOf,
): Promise<{ counts: Forgotten; pictures: readonly { id: string; storageKey: string }[] }> {
  const now = await databaseNow(tx);
  const about = await findJobsAbout(tx, of);
  const counts = { answers: 0, cancelled: 0, repeats: 0 };
  const pictures: { id: string; storageKey: string }[] = [];
  for (const { id } of about) {
    const job = await lockJob(tx, id);
    if (job === null) continue;
    pictures.push(...(await findInputs(tx, id)));
    if (!isOver(job.state)) {
      await cancelJob(tx, job, { now, code: "not_found", detail: "The subject was erased." });
      counts.cancelled += 1;
    } else if (canMove(job.state, "expired")) {
      await eraseAnswer(tx, id);
      await moveJob(tx, job, "expired");
      counts.answers += 1;
    }
  }
  counts.answers += await eraseCandidate(tx, of);
  counts.repeats = await eraseRepeats(
    tx,
    of.tenantId,
    about.map(({ id }) => id),
  );
  return { counts, pictures };
}

/** What is left of a subject with jobs, counted after the fact. `jobs` remain as a record that they were. */
export function countOfSubject(tx: Tx, of: SubjectOf) {
  return countAbout(tx, of);
}

/** Pictures that `forgetSubject` named. What cannot be erased now is the sweep's. */
export async function erasePicturesOf(
  pictures: readonly { id: string; storageKey: string }[],
): Promise<void> {
  await erasePictures(pictures);
}
