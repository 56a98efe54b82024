import { z } from "zod";
import type { ErrorCode } from "#lib/platform/errors";

/** The codes that the API gives, of all that the service knows. */
export const API_CODES = [
  "invalid_request",
  "image_unsupported",
  "image_too_large",
  "unsupported_media_type",
  "no_face",
  "too_many_faces",
  "quality_too_low",
  "key_missing",
  "key_invalid",
  "key_expired",
  "key_revoked",
  "ip_denied",
  "tenant_suspended",
  "switched_off",
  "grant_not_active",
  "operation_not_granted",
  "purpose_not_granted",
  "site_not_granted",
  "mode_not_granted",
  "threshold_below_floor",
  "top_k_over_cap",
  "consent_required",
  "instrument_required",
  "instrument_expired",
  "job_cancelled",
  "not_found",
  "method_not_allowed",
  "forbidden",
  "wrong_state",
  "idempotency_key_required",
  "idempotency_in_flight",
  "idempotency_mismatch",
  "rate_limited",
  "quota_exceeded",
  "backlog_full",
  "overloaded",
  "unavailable",
  "internal",
] as const satisfies readonly ErrorCode[];
export type ApiCode = (typeof API_CODES)[number];

/** RFC 9457, with a closed set of codes. */
export const problem = z
  .strictObject({
    type: z.string().meta({ description: "URI reference of the kind of problem; it can be opened." }),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(API_CODES),
    detail: z.string(),
    request_id: z.string(),
    missing: z.array(z.string()).optional().meta({ description: "What the grant lacks." }),
    amend_url: z.string().optional().meta({ description: "Where to ask for it." }),
    reasons: z.array(z.string()).optional(),
    errors: z
      .array(z.strictObject({ pointer: z.string(), message: z.string() }))
      .optional()
      .meta({
        description: "One an error; `pointer` is a JSON pointer (RFC 6901) into the body or `/headers`.",
      }),
    id: z.string().optional().meta({ description: "The job that found this out, where there is one." }),
    decision_id: z.string().optional(),
  })
  .meta({
    id: "Problem",
    description: "RFC 9457 problem document.",
    examples: [
      {
        type: "/problems/operation-not-granted",
        title: "Operation not covered by your approval",
        status: 403,
        code: "operation_not_granted",
        detail: "verify_1_1 needs operations.verify_1_1",
        request_id: "req_01K9Z3M5T8V0W2X4Y6A8C0E2G4",
        missing: ["operations.verify_1_1"],
      },
    ],
  });

export type Problem = z.infer<typeof problem>;

/** One good answer of a route, with the words that the reference page puts beside it. */
export function answered<S extends z.ZodType>(description: string, schema: S) {
  return { description, content: { "application/json": { schema } } };
}

/** Statuses that a route gives as problem documents, for its response schema. */
export function problems(
  ...statuses: readonly (400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503)[]
) {
  const one = (status: number) => ({
    description: DESCRIPTIONS[status] ?? "Refused",
    content: { "application/problem+json": { schema: problem } },
  });
  return Object.fromEntries([
    ...statuses.map((status) => [status, one(status)] as const),
    ["default", { description: "Refused", content: { "application/problem+json": { schema: problem } } }],
  ]);
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: "The request is not valid, or a picture cannot be read",
  401: "No key, or none that is valid now",
  403: "The approval does not cover this call, or is not in force",
  404: "No such thing, or not yours",
  409: "The first request with this Idempotency-Key is still running",
  413: "A picture is over 8 MB or 25 megapixels",
  415: "A body of a type that this call does not take",
  422: "No face, several faces, too poor to compare; or an Idempotency-Key used for something else",
  429: "Too many at once; see Retry-After",
  503: "A part of the service is down; see Retry-After",
};
