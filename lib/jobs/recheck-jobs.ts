import { read, transaction } from "#lib/platform/db";
import { metrics } from "#lib/platform/metrics";
import { cancelJob, judgeAgain } from "./claim-job";
import { findInputs } from "./input-store";
import { OPEN_STATES } from "./job";
import { erasePictures } from "./pictures";
import { findJobsToRecheck, type JobScope, lockJob } from "./store";

const PAGE = 200;
const HELD_STATES = [...OPEN_STATES, "review"];

/**
 * Asks the gate about every job in scope that is not over, and cancels those that it no longer lets through:
 * after a key was revoked, a tenant suspended, a grant changed. Their pictures are erased at once. Doing it
 * again changes nothing, and jobs that still pass go on.
 *
 * @returns how many were cancelled
 */
export async function recheckJobs(scope: JobScope): Promise<number> {
  let cancelled = 0;
  for (let after = ""; ; ) {
    const page = await read((tx) => findJobsToRecheck(tx, scope, HELD_STATES, { after, limit: PAGE }));
    for (const { id } of page) if (await recheck(id)) cancelled += 1;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return cancelled;
    after = last.id;
  }
}

async function recheck(jobId: string): Promise<boolean> {
  const erase = await transaction(async (tx) => {
    const job = await lockJob(tx, jobId);
    if (job === null || !HELD_STATES.includes(job.state)) return null;
    const gate = await judgeAgain(tx, job);
    if (gate.ok) return null;
    await cancelJob(tx, job, gate);
    metrics.refusals.inc({ code: gate.code, at: "recheck" });
    return findInputs(tx, jobId);
  });
  if (erase === null) return false;
  await erasePictures(erase);
  return true;
}
