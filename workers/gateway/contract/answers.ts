import { z } from "zod";
import {
  candidate,
  comparedFace,
  detectedFace,
  reviewed,
  storedFace,
  threshold,
} from "#lib/jobs/answer-contract";
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

const leadOnly = z
  .literal(true)
  .meta({ description: "A lead to look into: never the sole basis of anything that is done to a person." });

export const identification = z
  .strictObject({
    ...ids,
    operation: z.literal("identify"),
    status: z.literal("released"),
    collection_id: z.string(),
    candidates: z.array(candidate).meta({
      description: "Best first, none below the applied threshold; empty when nobody is alike enough.",
    }),
    searched: z.number().int().min(0).meta({
      description:
        "Faces that the probe was compared with: who withdrew or is past their time is not among them.",
    }),
    threshold,
    probe: comparedFace,
    review: reviewed
      .nullable()
      .meta({ description: "Null where the grant asks for no review, or nobody was found." }),
    model: z.string(),
    lead_only: leadOnly,
    timing,
  })
  .meta({
    id: "Identification",
    examples: [
      {
        id: "job_01K9Z3M5T8V0W2X4Y6A8C0E2G4",
        operation: "identify",
        status: "released",
        collection_id: "col_01K9Z3A1C3E5G7J9M1P3R5T7V9",
        candidates: [
          {
            rank: 1,
            subject_id: "sub_01K9Z3B2D4F6H8K0N2Q4S6V8X0",
            face_id: "fac_01K9Z3N7V0X2Z4B6D8F0H2K4M6",
            similarity: 0.81,
          },
        ],
        searched: 412,
        threshold: { applied: 0.57, floor: 0.57, fmr: null, measured_on: null },
        probe: { box: { x: 48, y: 12, width: 157, height: 167 }, quality: { level: "high", reasons: [] } },
        review: null,
        model: "mobilefacenet-r2",
        lead_only: true,
        decision_id: "dec_01K9Z2A1C3E5G7J9M1P3R5T7V9",
        grant_version: 1,
        timing: { queued_ms: 9, engine_ms: 61 },
      },
    ],
  });

export const sealedIdentification = z
  .strictObject({
    ...ids,
    operation: z.literal("identify"),
    status: z.literal("review"),
    collection_id: z.string(),
    lead_id: z.string().meta({ description: "For `GET /v1/leads/{lead_id}`, under a reviewer's own key." }),
    reviewers_needed: z.number().int().min(1).max(2),
    lead_only: leadOnly,
  })
  .meta({
    id: "SealedIdentification",
    description: "Someone was found; who, is not said before people have judged.",
    examples: [
      {
        id: "job_01K9Z3M5T8V0W2X4Y6A8C0E2G4",
        operation: "identify",
        status: "review",
        collection_id: "col_01K9Z3A1C3E5G7J9M1P3R5T7V9",
        lead_id: "led_01K9Z3P0R2T4V6X8Z0B2D4F6H8",
        reviewers_needed: 2,
        lead_only: true,
        decision_id: "dec_01K9Z2A1C3E5G7J9M1P3R5T7V9",
        grant_version: 1,
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
    operation: z.enum(["detect", "verify", "enrol", "identify"]),
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

export type Detection = z.infer<typeof detection>;
export type Verification = z.infer<typeof verification>;
export type Enrolment = z.infer<typeof enrolment>;
export type Identification = z.infer<typeof identification>;
export type SealedIdentification = z.infer<typeof sealedIdentification>;
export type PendingJob = z.infer<typeof pendingJob>;
export type JobResource = z.infer<typeof job>;
