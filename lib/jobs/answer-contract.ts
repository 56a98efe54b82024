import { z } from "zod";
import { QUALITY_REASONS } from "#lib/recognition/quality";

/**
 * What a worker writes as a job's result, and what the API gives out. Closed: a field that is not here is
 * refused before it is stored and again before it is sent, so that nothing else can ever be inferred from a face.
 */
const pixels = z.number().int();
const degrees = z.number().min(-180).max(180);
const point = z.strictObject({ x: z.number(), y: z.number() });

export const box = z
  .strictObject({ x: pixels, y: pixels, width: pixels.min(1), height: pixels.min(1) })
  .meta({
    id: "Box",
    description: "Whole pixels of the upright image (EXIF orientation applied), origin top left.",
  });

export const quality = z
  .strictObject({
    level: z.enum(["high", "medium", "low"]),
    reasons: z
      .array(z.enum(QUALITY_REASONS))
      .meta({ description: "Why it is not `high`; empty when it is." }),
  })
  .meta({ id: "Quality" });

const landmarks = z
  .strictObject({ eye_left: point, eye_right: point, nose: point, mouth_left: point, mouth_right: point })
  .meta({ description: "Left and right as seen in the image." });

const pose = z
  .strictObject({ yaw: degrees, pitch: degrees, roll: degrees })
  .meta({ description: "Degrees; positive yaw looks to the right of the image, positive pitch up." });

export const detectedFace = z
  .strictObject({
    box,
    score: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: "How certain the networks are that this is a face." }),
    landmarks,
    pose,
    quality,
    eye_distance: z.number().min(0).meta({ description: "Pixels between the centres of the eyes." }),
  })
  .meta({ id: "Face" });

const timing = { engine_ms: z.number().min(0) };

export const detectResult = z.strictObject({
  operation: z.literal("detect"),
  image: z.strictObject({ width: pixels.min(1), height: pixels.min(1) }),
  faces: z.array(detectedFace).max(1_000),
  model: z.string().min(1),
  ...timing,
});

export const comparedFace = z.strictObject({ box, quality }).meta({ id: "ComparedFace" });

export const threshold = z
  .strictObject({
    applied: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: "Cosine similarity from which this call counts a match." }),
    floor: z.number().min(0).max(1).meta({ description: "The least that the grant allows." }),
    fmr: z.number().min(0).max(1).nullable().meta({
      description: "Measured share of false matches at `applied`; null until measured, never estimated.",
    }),
    measured_on: z.string().nullable(),
  })
  .meta({ id: "Threshold" });

export const storedFace = z
  .strictObject({ collection_id: z.string(), subject_id: z.string(), face_id: z.string() })
  .meta({ id: "StoredFace", description: "A face that was enrolled; of a subject's, the most alike." });

export const verifyResult = z.strictObject({
  operation: z.literal("verify"),
  match: z.boolean(),
  similarity: z.number().min(-1).max(1).meta({ description: "Cosine similarity of the two faces." }),
  threshold,
  source: comparedFace,
  target: z.union([comparedFace, storedFace]),
  model: z.string().min(1),
  ...timing,
});

export const enrolResult = z.strictObject({
  operation: z.literal("enrol"),
  face_id: z.string(),
  collection_id: z.string(),
  subject_id: z.string(),
  face: comparedFace,
  template_expires_at: z.iso.datetime().meta({ description: "When the template is deleted, at the latest." }),
  model: z.string().min(1),
  ...timing,
});

export const candidate = z
  .strictObject({
    rank: z.number().int().min(1),
    subject_id: z.string(),
    face_id: z.string().meta({ description: "Of the subject's faces, the most alike." }),
    similarity: z.number().min(-1).max(1).meta({ description: "Cosine similarity with the probe." }),
  })
  .meta({
    id: "Candidate",
    description: "A subject who may be the person. A lead, never an answer to who it is.",
  });

export const reviewed = z
  .strictObject({
    lead_id: z.string(),
    outcome: z.enum(["confirmed", "no_lead"]),
    reviewers: z.number().int().min(1),
    corroboration: z.string().nullable(),
  })
  .meta({ id: "Review", description: "What people made of the candidates before any was released." });

export const identifyResult = z.strictObject({
  operation: z.literal("identify"),
  collection_id: z.string(),
  candidates: z.array(candidate).max(100),
  searched: z.number().int().min(0).meta({
    description: "Faces that the probe was compared with: consent, time and model already counted.",
  }),
  threshold,
  probe: comparedFace,
  review: reviewed.nullable(),
  model: z.string().min(1),
  ...timing,
});

export const jobResult = z.discriminatedUnion("operation", [
  detectResult,
  verifyResult,
  enrolResult,
  identifyResult,
]);

export type DetectResult = z.infer<typeof detectResult>;
export type VerifyResult = z.infer<typeof verifyResult>;
export type EnrolResult = z.infer<typeof enrolResult>;
export type Candidate = z.infer<typeof candidate>;
export type IdentifyResult = z.infer<typeof identifyResult>;
export type JobResult = z.infer<typeof jobResult>;
