import { z } from "zod";
import { comparedFace, detectedFace, threshold } from "#lib/jobs/answer-contract";
import { PHASES } from "#lib/jobs/job";
import { problem } from "./problem";

const time = z.iso.datetime();
const ids = {
  id: z.string().meta({ description: "The job, for `GET /v1/jobs/{id}`." }),
  decision_id: z.string().meta({ description: "The signed decision that allowed this." }),
  grant_version: z.number().int(),
};
const timing = z
  .strictObject({ queued_ms: z.number().min(0), engine_ms: z.number().min(0) })
  .meta({ id: "Timing" });

export const detection = z
  .strictObject({
    ...ids,
    operation: z.literal("detect"),
    status: z.literal("released"),
    image: z.strictObject({ width: z.number().int(), height: z.number().int() }),
    faces: z.array(detectedFace),
    model: z.string(),
    timing,
  })
  .meta({ id: "Detection" });

export const verification = z
  .strictObject({
    ...ids,
    operation: z.literal("verify"),
    status: z.literal("released"),
    match: z.boolean(),
    similarity: z.number().min(-1).max(1).meta({ description: "Cosine similarity of the two faces." }),
    threshold,
    source: comparedFace,
    target: comparedFace,
    model: z.string(),
    lead_only: z.literal(false).meta({ description: "True only of one-to-many answers, which are leads." }),
    timing,
  })
  .meta({ id: "Verification" });

/** What a caller gets that does not wait. */
export const pendingJob = z
  .strictObject({ id: ids.id, status: z.literal("queued"), location: z.string() })
  .meta({ id: "PendingJob" });

export const job = z
  .strictObject({
    ...ids,
    operation: z.enum(["detect", "verify"]),
    purpose: z.string(),
    status: z.enum(PHASES),
    created_at: time,
    finished_at: time.nullable(),
    expires_at: time.meta({ description: "When the result is deleted." }),
    result: z.discriminatedUnion("operation", [detection, verification]).nullable(),
    refusal: problem
      .pick({ type: true, title: true, code: true, detail: true })
      .extend({ reasons: z.array(z.string()) })
      .nullable()
      .meta({ description: "Why there is no result: about the picture, the approval, or us." }),
  })
  .meta({ id: "Job" });

export type Detection = z.infer<typeof detection>;
export type Verification = z.infer<typeof verification>;
export type PendingJob = z.infer<typeof pendingJob>;
export type JobResource = z.infer<typeof job>;
