import { keepFace, sealFace } from "#lib/galleries/keep-face";
import type { Gate } from "#lib/grants/load-gate";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { EnrolResult } from "./answer-contract";
import type { Claim } from "./claim-job";
import type { Ended, Finding, Sealed } from "./outcome";
import type { JobRow } from "./store";

/** @throws Error when an engine measured a face for a job that enrols no one: a bug */
export async function sealEnrolment(claim: Claim, outcome: Finding): Promise<Sealed> {
  if (outcome.kind !== "enrolment") return outcome;
  const { jobId, tenantId, request } = claim;
  if (request.enrol === undefined) throw new Error(`job ${jobId} enrols no one`);
  const { result, embedding } = outcome;
  const measured = { modelId: result.model, quality: result.face.quality.level, embedding };
  const face = await sealFace({ tenantId, jobId, target: request.enrol }, measured);
  return { kind: "sealed", result, face };
}

/** Keeps the face, in the transaction that ends its job. What stands against it now is the job's answer. */
export async function keepEnrolment(
  tx: Tx,
  { job, gate }: { job: JobRow; gate: Gate },
  { result, face }: Extract<Sealed, { kind: "sealed" }>,
): Promise<Ended> {
  try {
    const { expiresAt } = await keepFace(tx, gate, { face, purpose: job.purpose });
    const answer: EnrolResult = {
      operation: "enrol",
      face_id: face.id,
      collection_id: face.collectionId,
      subject_id: face.subjectId,
      template_expires_at: expiresAt.toISOString(),
      ...result,
    };
    return { kind: "answer", result: answer };
  } catch (error) {
    // The subject went, or the collection filled up, while the worker looked; nothing was written.
    if (error instanceof AppError) {
      return { kind: "refusal", code: error.code, detail: error.detail, reasons: [] };
    }
    throw error;
  }
}
