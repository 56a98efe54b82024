import { read, transaction } from "#lib/platform/db";
import { deleteExpiredKeys } from "./idempotency-store";
import { findHeld, findOverstayed } from "./input-store";
import { OPEN_STATES } from "./job";
import { moveJob } from "./move-job";
import { erasePicture, erasePictures, listPictures } from "./pictures";
import { eraseAnswer, findOverdueAnswers, lockJob } from "./store";
import { tallyAnswer } from "./tally-store";

const AT_ONCE = 200;

/**
 * Deletes answers whose time is over; the job stays as a record that there was one, and whether it matched goes into the
 * day's counts. @returns how many
 */
export async function expireAnswers(): Promise<number> {
  const overdue = await read((tx) => findOverdueAnswers(tx, AT_ONCE));
  for (const { id } of overdue) {
    await transaction(async (tx) => {
      const job = await lockJob(tx, id);
      if (job === null || (job.state !== "released" && job.state !== "review")) return;
      await tallyAnswer(tx, id);
      await eraseAnswer(tx, id);
      await moveJob(tx, job, "expired");
    });
  }
  return overdue.length;
}

/** Erases pictures of jobs that are over, where the first try was interrupted. @returns how many */
export async function erasePicturesLeft(): Promise<number> {
  const left = await read((tx) => findOverstayed(tx, OPEN_STATES, AT_ONCE));
  return erasePictures(left);
}

/** Accepting a job takes seconds: a picture that no job holds after this long belongs to none. */
const STRAY_AFTER_MS = 60 * 60_000;

/** Erases objects that were written for a job which was then never accepted. @returns how many */
export async function erasePicturesOfNone({ now }: { now: Date }): Promise<number> {
  let erased = 0;
  for await (const keys of batches(olderThan(new Date(now.getTime() - STRAY_AFTER_MS)))) {
    const held = await read((tx) => findHeld(tx, keys));
    const strays = keys.filter((key) => !held.has(key));
    for (const key of strays) await erasePicture(key);
    erased += strays.length;
  }
  return erased;
}

async function* olderThan(before: Date): AsyncIterable<string> {
  for await (const { key, writtenAt } of listPictures()) if (writtenAt < before) yield key;
}

async function* batches(keys: AsyncIterable<string>): AsyncIterable<string[]> {
  let batch: string[] = [];
  for await (const key of keys) {
    batch.push(key);
    if (batch.length === AT_ONCE) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Forgets idempotency keys after their seven days. @returns how many */
export async function forgetIdempotencyKeys(): Promise<number> {
  return transaction((tx) => deleteExpiredKeys(tx));
}
