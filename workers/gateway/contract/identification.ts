import { z } from "zod";
import { candidate, comparedFace, reviewed, threshold } from "#lib/jobs/answer-contract";
import { ids, timing } from "./envelope";

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

export type Identification = z.infer<typeof identification>;
export type SealedIdentification = z.infer<typeof sealedIdentification>;
