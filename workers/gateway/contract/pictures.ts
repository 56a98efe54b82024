import { z } from "zod";
import { IMAGE_LIMITS } from "#lib/recognition/image-header";

const BASE64_MAX = Math.ceil(IMAGE_LIMITS.bytesMax / 3) * 4;

/** Bytes as they arrived, in a part or as the whole body. */
const file = z.instanceof(Uint8Array, { error: "Give a file: a JPEG, PNG or WebP picture" }).meta({
  type: "string",
  format: "binary",
  description: "JPEG, PNG or WebP; at most 8 MB and 25 megapixels.",
});

/** Words for a value that is no object; what is wrong inside one has its own. */
function instead(words: string) {
  return ({ code }: { code: string }) => (code === "invalid_type" ? words : undefined);
}

/** A picture inside JSON. Decoding is strict: a stray character is an error, never skipped. */
const inJson = z.strictObject(
  {
    base64: z
      .string("Give the picture's bytes as base64 text")
      .min(1, "Give the picture's bytes as base64 text")
      .max(BASE64_MAX, "at most 8 MB of picture")
      .meta({ contentEncoding: "base64" }),
  },
  { error: instead('Give {"base64": "…"}: the picture\'s bytes as base64 text') },
);

const least = "from 0 to 1";
const similarity = z
  .number(`a number ${least}`)
  .min(0, least)
  .max(1, least)
  .meta({ description: "Least cosine similarity that counts as a match; the grant's floor when left out." });

/** The same number as text, which is all that a form can carry. */
const similarityText = z
  .string()
  .regex(/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/, `a number ${least}`)
  .transform(Number);

export const IMAGE_TYPES = ["image/jpeg", "image/png", "image/webp"] as const;

export const detectBody = {
  content: {
    "multipart/form-data": { schema: z.strictObject({ image: file }) },
    "image/jpeg": { schema: file },
    "image/png": { schema: file },
    "image/webp": { schema: file },
    "application/json": {
      schema: z.strictObject({ image: inJson }, { error: instead('Give {"image": {"base64": "…"}}') }),
    },
  },
} as const;

const stored = z.string("an id").min(1, "an id").max(64, "an id").optional();
const storedTarget = {
  face_id: stored.meta({ description: "In place of `target`: one enrolled face." }),
  subject_id: stored.meta({
    description: "In place of `target`: whoever of this subject's faces is most alike.",
  }),
};

/** Exactly one of the three says whom the source is compared with. */
function oneTarget(words: string) {
  return (
    body: { target?: unknown; face_id?: unknown; subject_id?: unknown },
    context: z.core.$RefinementCtx,
  ): void => {
    const said = [body.target, body.face_id, body.subject_id].filter((one) => one !== undefined).length;
    if (said === 1) return;
    const message = said === 0 ? words : "Give one of target, face_id and subject_id";
    context.issues.push({ code: "custom", input: body, path: ["target"], message });
  };
}

export const verifyBody = {
  content: {
    "multipart/form-data": {
      schema: z
        .strictObject({
          source: file,
          target: file.optional(),
          ...storedTarget,
          threshold: similarityText.optional(),
        })
        .superRefine(oneTarget("Give a file: a JPEG, PNG or WebP picture; or face_id or subject_id")),
    },
    "application/json": {
      schema: z
        .strictObject(
          { source: inJson, target: inJson.optional(), ...storedTarget, threshold: similarity.optional() },
          { error: instead('Give {"source": {"base64": "…"}, "target": {"base64": "…"}}') },
        )
        .superRefine(
          oneTarget('Give {"base64": "…"}: the picture\'s bytes as base64 text; or face_id or subject_id'),
        ),
    },
  },
} as const;

const whole = "a whole number from 1 to 100";
const topK = z
  .number(whole)
  .int(whole)
  .min(1, whole)
  .max(100, whole)
  .meta({ description: "How many candidates at most; as many as the grant allows when left out." });
const topKText = z
  .string()
  .regex(/^([1-9]\d?|100)$/, whole)
  .transform(Number);
const collectionId = z.string("The id of a collection").min(1, "The id of a collection").max(64);

export const identifyBody = {
  content: {
    "multipart/form-data": {
      schema: z.strictObject({
        image: file,
        collection_id: collectionId,
        top_k: topKText.optional(),
        threshold: similarityText.optional(),
      }),
    },
    "application/json": {
      schema: z.strictObject(
        {
          image: inJson,
          collection_id: collectionId,
          top_k: topK.optional(),
          threshold: similarity.optional(),
        },
        { error: instead('Give {"image": {"base64": "…"}, "collection_id": "col_…"}') },
      ),
    },
  },
} as const;

type BodyOf<B extends { content: Record<string, { schema: z.ZodType }> }> = z.output<
  B["content"][keyof B["content"]]["schema"]
>;

export type DetectBody = BodyOf<typeof detectBody>;
export type IdentifyBody = BodyOf<typeof identifyBody>;
export type VerifyBody = BodyOf<typeof verifyBody>;
