import { type Comparable, comparableFor } from "#lib/galleries/stored-faces";
import { authorise } from "#lib/grants/authorise";
import { type Gate, lockGate } from "#lib/grants/load-gate";
import { type Tx, transaction } from "#lib/platform/db";
import type { ErrorCode } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { metrics } from "#lib/platform/metrics";
import { withFacts } from "./enter";
import { askAgain, type JobRequest } from "./gate-request";
import type { InputRow } from "./input-store";
import { cancelledBy, LEASE_MS } from "./job";
import { moveJob } from "./move-job";
import { erasePictures } from "./pictures";
import { extendLease, type JobRow, lockQueuedJob } from "./store";

/** One worker's hold on one job. The lease is its proof: whoever has another lease has the job. */
export type Claim = {
  jobId: string;
  tenantId: string;
  lease: string;
  operation: string;
  request: JobRequest;
  inputs: readonly InputRow[];
  /** The stored faces that the probe may be compared with; null where it is compared with none. */
  compare: Comparable | null;
  /** From acceptance to this claim. */
  queuedMs: number;
};

export type ClaimResult =
  | { ok: true; claim: Claim }
  /** Taken, over, or no such job: the ticket was old or doubled. */
  | { ok: false; refusal: "not_queued" }
  /** The gate no longer lets it through; the job is cancelled and its pictures are gone. */
  | { ok: false; refusal: "cancelled"; code: ErrorCode };

/**
 * Takes a queued job for one worker, asking the gate again: approval may have lapsed while the job waited.
 *
 * However often a job is delivered, one claim holds it at a time.
 */
export async function claimJob(jobId: string): Promise<ClaimResult> {
  const { result, erase } = await transaction((tx) => claim(tx, jobId));
  await erasePictures(erase);
  return result;
}

async function claim(tx: Tx, jobId: string): Promise<{ result: ClaimResult; erase: readonly InputRow[] }> {
  const queued = await lockQueuedJob(tx, jobId);
  if (queued === null) return { result: { ok: false, refusal: "not_queued" }, erase: [] };

  const { job, inputs } = queued;
  const gate = await judgeAgain(tx, job);
  if (!gate.ok) {
    await cancelJob(tx, job, gate);
    metrics.refusals.inc({ code: gate.code, at: "claim" });
    return { result: { ok: false, refusal: "cancelled", code: gate.code }, erase: inputs };
  }
  const lease = newId("lse");
  await moveJob(tx, job, "running", {
    lease,
    leaseUntil: new Date(gate.now.getTime() + LEASE_MS),
    attempts: job.attempts + 1,
    startedAt: gate.now,
  });
  const { tenantId, operation, request } = job;
  const queuedMs = Math.max(0, gate.now.getTime() - job.createdAt.getTime());
  return {
    result: {
      ok: true,
      claim: {
        jobId,
        tenantId,
        lease,
        operation,
        request,
        inputs,
        queuedMs,
        compare: comparableOf(job, gate.gate),
      },
    },
    erase: [],
  };
}

/** Which stored faces a job's probe may be compared with, as its grant says now. */
export function comparableOf(
  { request, purpose }: { request: JobRequest; purpose: string },
  gate: Gate,
): Comparable | null {
  const { against, modelId } = request;
  return against === undefined ? null : comparableFor(gate, { against, modelId, purpose });
}

export type SecondLook =
  | { ok: true; now: Date; gate: Gate }
  | { ok: false; now: Date; code: ErrorCode; detail: string };

/** The gate, asked again for a job under lock, so that a revocation is either seen here or waits for this commit. */
export async function judgeAgain(tx: Tx, job: JobRow): Promise<SecondLook> {
  const gate = await lockGate(tx, { keyId: job.keyId });
  if (gate === null) throw new Error(`job ${job.id} has no key`);
  const ask = askAgain(job);
  const judged = await withFacts(tx, gate, ask);
  const verdict = authorise(judged.grant, ask, judged.facts, judged.now);
  return verdict.ok
    ? { ok: true, now: gate.now, gate: judged }
    : { ok: false, now: gate.now, code: verdict.code, detail: verdict.detail };
}

export async function cancelJob(
  tx: Tx,
  job: JobRow,
  { now, code, detail }: { now: Date; code: ErrorCode; detail: string },
): Promise<void> {
  await moveJob(tx, job, cancelledBy(code), {
    lease: null,
    leaseUntil: null,
    failureCode: code,
    failureDetail: detail,
    finishedAt: now,
  });
  metrics.jobsFinished.inc({ operation: job.operation, phase: "cancelled" });
}

/** @returns false when the claim is lost, and with it any right to finish */
export async function renewClaim({ jobId, lease }: { jobId: string; lease: string }): Promise<boolean> {
  return transaction((tx) => extendLease(tx, { jobId, lease }, LEASE_MS));
}
