/**
 * The closed set of refusals, for the gateway (RFC 9457 problem documents) and the portal (form state) alike.
 * `title` is fixed a code; `detail` says what was wrong in this case. Nothing secret goes into either.
 */
export const ERROR_CODES = {
  invalid_request: { status: 400, title: "The request is not valid" },
  image_unsupported: { status: 400, title: "Not a readable JPEG, PNG or WebP image" },
  image_too_large: { status: 413, title: "The image is too large" },
  unsupported_media_type: { status: 415, title: "A body of this type is not taken here" },
  no_face: { status: 422, title: "No face was found" },
  too_many_faces: { status: 422, title: "More than one face was found" },
  quality_too_low: { status: 422, title: "The face is too poor to compare" },
  key_missing: { status: 401, title: "An API key is needed" },
  key_invalid: { status: 401, title: "The API key is not valid" },
  key_expired: { status: 401, title: "The API key has expired" },
  key_revoked: { status: 401, title: "The API key was revoked" },
  ip_denied: { status: 403, title: "This address may not use the key" },
  tenant_suspended: { status: 403, title: "Access is suspended" },
  switched_off: { status: 403, title: "Switched off by an operator" },
  grant_not_active: { status: 403, title: "The approval is not active" },
  operation_not_granted: { status: 403, title: "Operation not covered by your approval" },
  purpose_not_granted: { status: 403, title: "Purpose not covered by your approval" },
  site_not_granted: { status: 403, title: "Site not covered by your approval" },
  mode_not_granted: { status: 403, title: "Mode not covered by your approval" },
  threshold_below_floor: { status: 403, title: "Threshold below the floor of your approval" },
  top_k_over_cap: { status: 403, title: "top_k over the cap of your approval" },
  consent_required: { status: 403, title: "A valid consent is needed" },
  instrument_required: { status: 403, title: "A verified instrument is needed" },
  instrument_expired: { status: 403, title: "The instrument is no longer valid" },
  job_cancelled: { status: 409, title: "The job was cancelled" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  idempotency_key_required: { status: 400, title: "An Idempotency-Key is needed" },
  idempotency_in_flight: {
    status: 409,
    title: "The first request with this Idempotency-Key is still running",
  },
  idempotency_mismatch: { status: 422, title: "This Idempotency-Key was used with another body" },
  rate_limited: { status: 429, title: "Too many requests" },
  quota_exceeded: { status: 429, title: "Quota used up" },
  backlog_full: { status: 429, title: "Too many jobs are waiting" },
  overloaded: { status: 503, title: "Overloaded" },
  unavailable: { status: 503, title: "A part of the service is down" },
  internal: { status: 500, title: "Something broke on our side" },

  sign_in_required: { status: 401, title: "Please sign in" },
  sign_in_failed: { status: 401, title: "E-mail or password is not right" },
  sign_in_locked: { status: 429, title: "Too many failed sign-ins; wait a few minutes" },
  forbidden: { status: 403, title: "You may not do this" },
  step_up_failed: { status: 403, title: "The password or code is not right" },
  step_up_stale: { status: 403, title: "The confirmation is too old or was used" },
  stale_draft: { status: 409, title: "Someone else saved a newer version" },
  wrong_state: { status: 409, title: "Not possible in this state" },
  application_incomplete: { status: 422, title: "The application is not complete" },
  document_unsupported: { status: 400, title: "This kind of file is not accepted" },
  document_too_large: { status: 413, title: "The file is too large" },
  digest_changed: { status: 409, title: "What you were shown has changed" },
  signer_ineligible: { status: 403, title: "You may not sign this decision" },
  already_signed: { status: 409, title: "You have already signed" },
  conflict_declared: { status: 403, title: "You declared a conflict in this case" },
  hard_stop: { status: 403, title: "The policy refuses this" },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One thing wrong with the input: RFC 6901 pointer into the body or form, and what would be right. */
export type FieldError = { pointer: string; message: string };

export type ErrorExtras = {
  errors?: readonly FieldError[];
  /** What a grant lacks, e.g. `operations.identify_1_n`. */
  missing?: readonly string[];
  /** Seconds for Retry-After. */
  retryAfterSeconds?: number;
  reasons?: readonly string[];
};

/** An expected refusal on its way to the edge, where it becomes form state or a problem document. Anything else thrown is a bug or an outage. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly status: number;
  readonly title: string;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string = ERROR_CODES[code].title,
    readonly extras: ErrorExtras = {},
  ) {
    super(detail);
    this.status = ERROR_CODES[code].status;
    this.title = ERROR_CODES[code].title;
  }
}
