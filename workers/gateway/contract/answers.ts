import { z } from "zod";
import { comparedFace, detectedFace, storedFace, threshold } from "#lib/jobs/answer-contract";
import { PHASES } from "#lib/jobs/job";
import { ids, timing } from "./envelope";
import { pageOf, pageQuery } from "./galleries";
import { identification } from "./identification";
import { problem } from "./problem";

const time = z.iso.datetime();

/** What the API calls the operations that it answers. */
export const OPERATION_NAMES = ["detect", "verify", "enrol", "identify"] as const;

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
    target: z
      .union([comparedFace, storedFace])
      .meta({ description: "The other picture's face, or the stored one." }),
    model: z.string(),
    lead_only: z.literal(false).meta({ description: "True only of one-to-many answers, which are leads." }),
    timing,
  })
  .meta({
    id: "Verification",
    examples: [
      {
        id: "job_01K9Z3M5T8V0W2X4Y6A8C0E2G4",
        operation: "verify",
        status: "released",
        match: true,
        similarity: 0.81,
        threshold: { applied: 0.5, floor: 0.5, fmr: 0.00076, measured_on: "public-test-pictures-128" },
        source: { box: { x: 48, y: 12, width: 157, height: 167 }, quality: { level: "high", reasons: [] } },
        target: {
          box: { x: 60, y: 31, width: 140, height: 152 },
          quality: { level: "medium", reasons: ["blurred"] },
        },
        model: "mobilefacenet-r2",
        lead_only: false,
        decision_id: "dec_01K9Z2A1C3E5G7J9M1P3R5T7V9",
        grant_version: 1,
        timing: { queued_ms: 9, engine_ms: 61 },
      },
    ],
  });

export const enrolment = z
  .strictObject({
    ...ids,
    operation: z.literal("enrol"),
    status: z.literal("released"),
    face_id: z.string(),
    collection_id: z.string(),
    subject_id: z.string(),
    face: comparedFace,
    template_expires_at: time.meta({ description: "When the enrolled face is deleted, at the latest." }),
    model: z.string(),
    timing,
  })
  .meta({
    id: "Enrolment",
    examples: [
      {
        id: "job_01K9Z3M5T8V0W2X4Y6A8C0E2G4",
        operation: "enrol",
        status: "released",
        face_id: "fac_01K9Z3N7V0X2Z4B6D8F0H2K4M6",
        collection_id: "col_01K9Z3A1C3E5G7J9M1P3R5T7V9",
        subject_id: "sub_01K9Z3B2D4F6H8K0N2Q4S6V8X0",
        face: { box: { x: 48, y: 12, width: 157, height: 167 }, quality: { level: "high", reasons: [] } },
        template_expires_at: "2026-12-23T09:00:00.000Z",
        model: "mobilefacenet-r2",
        decision_id: "dec_01K9Z2A1C3E5G7J9M1P3R5T7V9",
        grant_version: 1,
        timing: { queued_ms: 9, engine_ms: 61 },
      },
    ],
  });

/** What a caller gets that does not wait. */
export const pendingJob = z
  .strictObject({ id: ids.id, status: z.literal("queued"), location: z.string() })
  .meta({
    id: "PendingJob",
    examples: [
      {
        id: "job_01K9Z3M5T8V0W2X4Y6A8C0E2G4",
        status: "queued",
        location: "/v1/jobs/job_01K9Z3M5T8V0W2X4Y6A8C0E2G4",
      },
    ],
  });

export const job = z
  .strictObject({
    ...ids,
    operation: z.enum(OPERATION_NAMES),
    purpose: z.string(),
    status: z.enum(PHASES),
    created_at: time,
    finished_at: time.nullable(),
    expires_at: time.meta({ description: "When the result is deleted." }),
    result: z
      .discriminatedUnion("operation", [detection, verification, enrolment, identification])
      .nullable(),
    refusal: problem
      .pick({ type: true, title: true, code: true, detail: true })
      .extend({ reasons: z.array(z.string()) })
      .nullable()
      .meta({ description: "Why there is no result: about the picture, the approval, or us." }),
  })
  .meta({ id: "Job" });

/** Without what came of it, which is asked for by its id. */
const jobSummary = job.omit({ result: true, refusal: true }).meta({ id: "JobSummary" });
export const jobs = pageOf(jobSummary, "Jobs");

export const jobsQuery = pageQuery.extend({
  status: z.enum(PHASES).optional().meta({ description: "Only those that are so now." }),
  operation: z.enum(OPERATION_NAMES).optional(),
});

export type JobSummaryResource = z.infer<typeof jobSummary>;
export type Detection = z.infer<typeof detection>;
export type Verification = z.infer<typeof verification>;
export type Enrolment = z.infer<typeof enrolment>;
export type PendingJob = z.infer<typeof pendingJob>;
export type JobResource = z.infer<typeof job>;
