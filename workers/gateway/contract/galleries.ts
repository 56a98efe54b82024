import { z } from "zod";

export const time = z.iso.datetime();
export const id = z.string().max(64);
export const words = z.string().trim().min(1, "say something").max(255, "at most 255 characters");

/** Any text may be asked for: what is not the caller's is not found, whatever it looks like. */
export const collectionParams = z.strictObject({ collection_id: id });
export const subjectParams = collectionParams.extend({ subject_id: id });
export const faceParams = subjectParams.extend({ face_id: id });
export const consentParams = z.strictObject({ consent_id: id });

export const pageQuery = z.strictObject({
  cursor: id.optional().meta({ description: "`next_cursor` of the page before." }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export function pageOf<S extends z.ZodType>(item: S, name: string) {
  return z
    .strictObject({
      items: z.array(item),
      next_cursor: z.string().nullable().meta({ description: "Null on the last page." }),
    })
    .meta({ id: name });
}

export const collectionBody = z.strictObject({ name: words }).meta({ examples: [{ name: "Crew" }] });
export const collection = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    subjects: z.number().int(),
    faces: z.number().int(),
    created_at: time,
  })
  .meta({
    id: "Collection",
    examples: [
      {
        id: "col_01K9Z3A1C3E5G7J9M1P3R5T7V9",
        name: "Crew",
        subjects: 12,
        faces: 12,
        created_at: "2026-11-23T09:00:00.000Z",
      },
    ],
  });
export const collections = pageOf(collection, "Collections");

export const subjectBody = z
  .strictObject({
    reference: words.meta({
      description: "Yours, unique in the collection: a number of your records rather than a name.",
    }),
  })
  .meta({ examples: [{ reference: "crew-0417" }] });
export const subject = z
  .strictObject({
    id: z.string(),
    collection_id: z.string(),
    reference: z.string(),
    faces: z.number().int(),
    created_at: time,
  })
  .meta({
    id: "Subject",
    examples: [
      {
        id: "sub_01K9Z3B2D4F6H8K0N2Q4S6V8X0",
        collection_id: "col_01K9Z3A1C3E5G7J9M1P3R5T7V9",
        reference: "crew-0417",
        faces: 1,
        created_at: "2026-11-23T09:00:00.000Z",
      },
    ],
  });
export const subjects = pageOf(subject, "Subjects");

export const face = z
  .strictObject({
    id: z.string(),
    subject_id: z.string(),
    consent_id: z.string().nullable(),
    model: z.string(),
    quality: z.string(),
    created_at: time,
    expires_at: time.meta({ description: "When it is deleted, at the latest." }),
  })
  .meta({
    id: "EnrolledFace",
    examples: [
      {
        id: "fac_01K9Z3N7V0X2Z4B6D8F0H2K4M6",
        subject_id: "sub_01K9Z3B2D4F6H8K0N2Q4S6V8X0",
        consent_id: "con_01K9Z3C3E5G7J9M1P3R5T7V9X1",
        model: "mobilefacenet-r2",
        quality: "high",
        created_at: "2026-11-23T09:00:00.000Z",
        expires_at: "2026-12-23T09:00:00.000Z",
      },
    ],
  });
export const faces = pageOf(face, "EnrolledFaces");

export const consentBody = z
  .strictObject({
    subject_id: id,
    purpose: words.meta({ description: "One of the grant's purposes." }),
    reference: words.meta({ description: "Where you keep what the person signed." }),
    expires_at: z.iso.datetime("a moment such as 2027-01-31T00:00:00Z").optional(),
  })
  .meta({
    examples: [
      {
        subject_id: "sub_01K9Z3B2D4F6H8K0N2Q4S6V8X0",
        purpose: "identity_verification",
        reference: "form-88",
        expires_at: "2027-01-31T00:00:00Z",
      },
    ],
  });
export const consent = z
  .strictObject({
    id: z.string(),
    subject_id: z.string(),
    purpose: z.string(),
    reference: z.string(),
    created_at: time,
    expires_at: time.nullable(),
    withdrawn_at: time.nullable(),
  })
  .meta({
    id: "Consent",
    examples: [
      {
        id: "con_01K9Z3C3E5G7J9M1P3R5T7V9X1",
        subject_id: "sub_01K9Z3B2D4F6H8K0N2Q4S6V8X0",
        purpose: "identity_verification",
        reference: "form-88",
        created_at: "2026-11-23T09:00:00.000Z",
        expires_at: "2027-01-31T00:00:00.000Z",
        withdrawn_at: null,
      },
    ],
  });

export type CollectionResource = z.infer<typeof collection>;
export type SubjectResource = z.infer<typeof subject>;
export type FaceResource = z.infer<typeof face>;
export type ConsentResource = z.infer<typeof consent>;
