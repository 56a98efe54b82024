import type { JobSummary, JobView } from "#lib/jobs/view";
import { AppError, ERROR_CODES } from "#lib/platform/errors";
import type {
  Detection,
  Enrolment,
  JobResource,
  JobSummaryResource,
  PendingJob,
  Verification,
} from "./contract/answers";
import { OPERATION_NAMES } from "./contract/answers";
import type { Identification, SealedIdentification } from "./contract/identification";
import { API_CODES } from "./contract/problem";
import { problemType } from "./problem";

export function jobLocation(jobId: string): string {
  return `/v1/jobs/${jobId}`;
}

export function presentPending(jobId: string): PendingJob {
  return { id: jobId, status: "queued", location: jobLocation(jobId) };
}

/** The answer of a job that was released with one; null otherwise, also for a job of another operation. */
export function presentDetection(job: JobView): Detection | null {
  if (job.status !== "released" || job.result?.operation !== "detect") return null;
  const { engine_ms, ...result } = job.result;
  return { ...result, ...envelope(job), status: job.status, timing: timing(job, engine_ms) };
}

/** As above. */
export function presentVerification(job: JobView): Verification | null {
  if (job.status !== "released" || job.result?.operation !== "verify") return null;
  const { engine_ms, ...result } = job.result;
  return {
    ...result,
    ...envelope(job),
    status: job.status,
    lead_only: false,
    timing: timing(job, engine_ms),
  };
}

/** As above. */
export function presentEnrolment(job: JobView): Enrolment | null {
  if (job.status !== "released" || job.result?.operation !== "enrol") return null;
  const { engine_ms, ...result } = job.result;
  return { ...result, ...envelope(job), status: job.status, timing: timing(job, engine_ms) };
}

/** As above; of one that waits for people to judge, only that it does. */
export function presentIdentification(job: JobView): Identification | SealedIdentification | null {
  if (job.status === "review" && job.lead !== null) {
    const { id: lead_id, reviewersNeeded: reviewers_needed, collectionId: collection_id } = job.lead;
    const operation = "identify";
    return {
      ...envelope(job),
      operation,
      status: job.status,
      collection_id,
      lead_id,
      reviewers_needed,
      lead_only: true,
    };
  }
  return releasedIdentification(job);
}

function releasedIdentification(job: JobView): Identification | null {
  if (job.status !== "released" || job.result?.operation !== "identify") return null;
  const { engine_ms, ...result } = job.result;
  return { ...result, ...envelope(job), status: job.status, lead_only: true, timing: timing(job, engine_ms) };
}

function envelope({ id, decisionId, grantVersion }: JobView) {
  return { id, decision_id: decisionId, grant_version: grantVersion };
}

function timing({ queuedMs }: JobView, engineMs: number) {
  return { queued_ms: queuedMs ?? 0, engine_ms: engineMs };
}

export function presentJob(job: JobView): JobResource {
  return {
    ...envelope(job),
    operation: OPERATION_NAMES.find((name) => name === job.operation) ?? "verify",
    purpose: job.purpose,
    status: job.status,
    created_at: job.createdAt.toISOString(),
    finished_at: job.finishedAt?.toISOString() ?? null,
    expires_at: job.expiresAt.toISOString(),
    result:
      presentDetection(job) ??
      presentVerification(job) ??
      presentEnrolment(job) ??
      releasedIdentification(job),
    refusal: presentRefusal(job),
  };
}

export function presentJobLine(job: JobSummary): JobSummaryResource {
  return {
    id: job.id,
    decision_id: job.decisionId,
    grant_version: job.grantVersion,
    operation: OPERATION_NAMES.find((name) => name === job.operation) ?? "verify",
    purpose: job.purpose,
    status: job.status,
    created_at: job.createdAt.toISOString(),
    finished_at: job.finishedAt?.toISOString() ?? null,
    expires_at: job.expiresAt.toISOString(),
  };
}

function presentRefusal({ refusal }: JobView): JobResource["refusal"] {
  if (refusal === null) return null;
  const code = API_CODES.find((one) => one === refusal.code) ?? "internal";
  return {
    type: problemType(code),
    title: ERROR_CODES[code].title,
    code,
    detail: refusal.detail,
    reasons: [...refusal.reasons],
  };
}

/** What a caller who waited is told of a job that ended without an answer. */
export function endedWithout(job: JobView): AppError {
  if (job.refusal !== null) {
    return new AppError(job.refusal.code, job.refusal.detail, { reasons: job.refusal.reasons });
  }
  if (job.status === "expired")
    return new AppError("not_found", "The answer was deleted when its time was over.");
  return new AppError("internal");
}
