import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { log } from "#lib/platform/log";
import { metrics } from "#lib/platform/metrics";
import { notify } from "#lib/platform/notify";
import { findInputs, type InputRow } from "./input-store";
import { CRASHES_MAX } from "./job";
import { moveJob } from "./move-job";
import { markWaiting } from "./outbox-store";
import { erasePictures } from "./pictures";
import { isLapsed, type JobRow, lockJob } from "./store";

/**
 * A worker that stops hands a job back untried: it waits in its old place and nothing is counted against it.
 * A claim that is already lost changes nothing.
 */
export async function giveBackJob(claim: { jobId: string; lease: string }): Promise<void> {
  await transaction(async (tx) => {
    const job = await lockJob(tx, claim.jobId);
    if (job?.state === "running" && job.lease === claim.lease) await requeue(tx, job, job.crashes);
  });
}

/** The engine broke on this job. It is tried once more, by whoever is next; after that it is set aside. */
export async function reportCrash(claim: { jobId: string; lease: string }): Promise<void> {
  const erase = await transaction(async (tx) => {
    const job = await lockJob(tx, claim.jobId);
    return job?.state === "running" && job.lease === claim.lease ? countCrash(tx, job) : [];
  });
  await erasePictures(erase);
}

/**
 * The worker of this claim has gone silent for longer than its lease: what it was doing counts as a crash.
 *
 * @returns false when it was heard from, or finished, just now
 */
export async function takeBackLapsed(jobId: string): Promise<boolean> {
  const erase = await transaction(async (tx) => {
    const job = await lockJob(tx, jobId);
    return job !== null && (await isLapsed(tx, jobId)) ? countCrash(tx, job) : null;
  });
  if (erase === null) return false;
  await erasePictures(erase);
  return true;
}

/** @returns the pictures to erase, when this crash was the last that the job was allowed */
async function countCrash(tx: Tx, job: JobRow): Promise<readonly InputRow[]> {
  const crashes = job.crashes + 1;
  log.warn({ jobId: job.id, crashes }, "a worker did not finish this job");
  if (crashes < CRASHES_MAX) {
    await requeue(tx, job, crashes);
    return [];
  }
  await moveJob(tx, job, "quarantined", {
    crashes,
    lease: null,
    leaseUntil: null,
    failureCode: "image_unsupported",
    failureDetail: "Reading this picture ended the engine twice; it was set aside.",
    finishedAt: await databaseNow(tx),
  });
  metrics.jobsFinished.inc({ operation: job.operation, phase: "quarantined" });
  return findInputs(tx, job.id);
}

async function requeue(tx: Tx, job: JobRow, crashes: number): Promise<void> {
  await moveJob(tx, job, "queued", { crashes, lease: null, leaseUntil: null });
  await markWaiting(tx, [job.id]);
  await notify(tx, "countersign_outbox");
}
