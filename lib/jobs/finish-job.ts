import { areStillComparable } from "#lib/galleries/stored-faces";
import type { Gate } from "#lib/grants/load-gate";
import { type Tx, transaction } from "#lib/platform/db";
import type { ErrorCode } from "#lib/platform/errors";
import { metrics } from "#lib/platform/metrics";
import { type Claim, cancelJob, comparableOf, judgeAgain } from "./claim-job";
import { holdAnswer, reviewersFor, type SealedLead, sealLead } from "./hold-answer";
import { keepEnrolment, sealEnrolment } from "./keep-enrolment";
import { moveJob } from "./move-job";
import type { Ended, Finding, Sealed } from "./outcome";
import { erasePictures } from "./pictures";
import { type JobRow, lockJob } from "./store";

export type FinishResult =
  | { ok: true }
  /** Someone else has the job, or it was cancelled: nothing was written. */
  | { ok: false; refusal: "claim_lost" }
  /** A face that the answer rests on has gone since: nothing was written, and the probe is to be compared again. */
  | { ok: false; refusal: "gallery_changed" }
  | { ok: false; refusal: "cancelled"; code: ErrorCode };

/**
 * Writes what came of a claim, once: only while the claim holds the job, and only if the gate, asked a third
 * time under lock, still lets it through. Nothing is released after a revocation has committed. The pictures go
 * either way.
 */
export async function finishJob(claim: Claim, outcome: Finding): Promise<FinishResult> {
  const sealed = await sealEnrolment(claim, outcome);
  const lead = await sealLead(claim, sealed);
  const result = await transaction((tx) => finish(tx, claim, { outcome: sealed, lead }));
  if (result.ok || result.refusal === "cancelled") await erasePictures(claim.inputs);
  return result;
}

async function finish(
  tx: Tx,
  claim: Claim,
  { outcome, lead }: { outcome: Sealed; lead: SealedLead | null },
): Promise<FinishResult> {
  const job = await lockJob(tx, claim.jobId);
  if (job === null || job.state !== "running" || job.lease !== claim.lease) {
    return { ok: false, refusal: "claim_lost" };
  }
  const gate = await judgeAgain(tx, job);
  if (!gate.ok) {
    await cancelJob(tx, job, gate);
    metrics.refusals.inc({ code: gate.code, at: "finish" });
    return { ok: false, refusal: "cancelled", code: gate.code };
  }
  if (!(await stillStands(tx, { job, gate: gate.gate }, outcome))) {
    return { ok: false, refusal: "gallery_changed" };
  }
  if (lead !== null && reviewersFor(gate.gate) > 0) {
    await holdAnswer(tx, { job, gate: gate.gate }, lead);
    metrics.jobsFinished.inc({ operation: job.operation, phase: "review" });
    return { ok: true };
  }
  const ended =
    outcome.kind === "sealed" ? await keepEnrolment(tx, { job, gate: gate.gate }, outcome) : outcome;
  await saveOutcome(tx, job, ended, gate.now);
  return { ok: true };
}

/** Who is deleted, or withdraws, before this commits is in no answer: the gallery is held until then. */
async function stillStands(
  tx: Tx,
  { job, gate }: { job: JobRow; gate: Gate },
  outcome: Sealed,
): Promise<boolean> {
  if (outcome.kind !== "compared") return true;
  const compare = comparableOf(job, gate);
  return compare !== null && (await areStillComparable(tx, compare, outcome.restsOn));
}

async function saveOutcome(tx: Tx, job: JobRow, outcome: Ended, now: Date): Promise<void> {
  const ended = { lease: null, leaseUntil: null, finishedAt: now };
  switch (outcome.kind) {
    case "answer":
    case "compared":
      await moveJob(tx, job, "released", { ...ended, result: outcome.result });
      break;
    case "refusal": {
      const { code, detail, reasons } = outcome;
      const refusal = { failureCode: code, failureDetail: detail, failureReasons: [...reasons] };
      await moveJob(tx, job, "released", { ...ended, ...refusal });
      break;
    }
    case "failure":
      await moveJob(tx, job, "failed", {
        ...ended,
        failureCode: outcome.code,
        failureDetail: outcome.detail,
      });
      break;
  }
  metrics.jobsFinished.inc({
    operation: job.operation,
    phase: outcome.kind === "failure" ? "failed" : "released",
  });
}
