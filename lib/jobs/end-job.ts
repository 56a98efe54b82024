import { type Caller, requireRemover } from "#lib/galleries/access";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { metrics } from "#lib/platform/metrics";
import { findInputs, type InputRow } from "./input-store";
import { canMove } from "./job";
import { moveJob } from "./move-job";
import { erasePictures } from "./pictures";
import { eraseAnswer, type JobRow, lockJob } from "./store";
import { tallyAnswer } from "./tally-store";

/**
 * Ends a job for its tenant: one that is not over is cancelled, whatever has been computed of it, and an answer that lies
 * ready is deleted. A job that is over without an answer stays as it is, so that ending it twice is ending it once. Works
 * also while access is suspended. What an enrolment has kept stays in its collection.
 *
 * @throws AppError `not_found` for another tenant's job as for none; key_invalid | key_revoked | ip_denied
 */
export async function endJob(caller: Caller, jobId: string): Promise<void> {
  const erase = await transaction(async (tx) => {
    await requireRemover(tx, caller);
    const job = await lockJob(tx, jobId);
    if (job === null || job.tenantId !== caller.tenantId) {
      throw new AppError("not_found", "There is no such job.");
    }
    return end(tx, job);
  });
  await erasePictures(erase);
}

/** @returns the pictures to erase */
async function end(tx: Tx, job: JobRow): Promise<readonly InputRow[]> {
  if (job.state === "released") {
    await tallyAnswer(tx, job.id);
    await eraseAnswer(tx, job.id);
    await moveJob(tx, job, "expired");
    return [];
  }
  if (!canMove(job.state, "cancelled_by_tenant")) return [];
  const inputs = await findInputs(tx, job.id);
  if (job.state === "review") await eraseAnswer(tx, job.id);
  await moveJob(tx, job, "cancelled_by_tenant", {
    lease: null,
    leaseUntil: null,
    failureCode: "job_cancelled",
    failureDetail: "A key of yours ended it before there was an answer.",
    finishedAt: await databaseNow(tx),
  });
  metrics.jobsFinished.inc({ operation: job.operation, phase: "cancelled" });
  return inputs;
}
