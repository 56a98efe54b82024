import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from "fastify-type-provider-zod";
import { AppError, type FieldError } from "#lib/platform/errors";
import { isOutage } from "#lib/platform/outage";
import { API_CODES, type ApiCode, type Problem } from "./contract/problem";

export const PROBLEM_TYPE = "application/problem+json";

/** Refusals that a wider approval would lift. */
const AMENDABLE: readonly ApiCode[] = [
  "operation_not_granted",
  "purpose_not_granted",
  "site_not_granted",
  "mode_not_granted",
  "threshold_below_floor",
  "top_k_over_cap",
];

const ERRORS_MAX = 20;
/** A name that the caller made up is repeated no longer than this. */
const KEY_SHOWN_MAX = 64;

/** What the framework throws on its own, as one of our codes. */
const FRAMEWORK: Readonly<Record<string, { code: ApiCode; detail: string }>> = {
  FST_ERR_BAD_URL: { code: "invalid_request", detail: "The address is not well-formed." },
  FST_ERR_MAX_PARAM_LENGTH: { code: "not_found", detail: "There is nothing of so long a name." },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: "unsupported_media_type",
    detail: "See the Content-Types of this call.",
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: "image_too_large", detail: "A picture may have 8 MB." },
  FST_REQ_FILE_TOO_LARGE: { code: "image_too_large", detail: "A picture may have 8 MB." },
  FST_FILES_LIMIT: { code: "invalid_request", detail: "There are more files than this call takes." },
  FST_FIELDS_LIMIT: { code: "invalid_request", detail: "There are more fields than this call takes." },
  FST_PARTS_LIMIT: { code: "invalid_request", detail: "There are more parts than this call takes." },
};

/** Any error as the refusal that the caller is told; what is ours to know stays in the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new AppError("invalid_request", "See errors.", { errors: fieldErrors(error) });
  }
  if (isResponseSerializationError(error)) return new AppError("internal");
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const known = typeof code === "string" ? FRAMEWORK[code] : undefined;
  if (known !== undefined) return new AppError(known.code, known.detail);
  if (isOutage(error)) return new AppError("unavailable", undefined, { retryAfterSeconds: 5 });
  if (typeof statusCode === "number" && statusCode >= 400 && statusCode < 500) {
    return new AppError("invalid_request", "The body could not be read.");
  }
  return new AppError("internal");
}

type Invalid = {
  validation: readonly { instancePath: string; message?: string; params?: { keys?: unknown } }[];
  validationContext?: string;
};

function fieldErrors({ validation, validationContext }: Invalid): FieldError[] {
  const prefix =
    validationContext === undefined || validationContext === "body" ? "" : `/${validationContext}`;
  return validation
    .flatMap(({ instancePath, message, params }) => {
      const pointer = `${prefix}${instancePath}`;
      if (!Array.isArray(params?.keys)) return [{ pointer, message: message ?? "not valid" }];
      // Unknown names are the validator's one error with a list; each is pointed at by itself.
      return params.keys.map((key) => ({
        pointer: `${pointer.replace(/\/$/, "")}/${token(String(key))}`,
        message: "Take it out: this call knows no such field",
      }));
    })
    .slice(0, ERRORS_MAX);
}

/** A reference token of RFC 6901 §3. */
function token(name: string): string {
  return name.slice(0, KEY_SHOWN_MAX).replaceAll("~", "~0").replaceAll("/", "~1");
}

export type ProblemContext = {
  requestId: string;
  /** Where a wider approval is asked for, when the caller has a grant. */
  amendUrl?: string | undefined;
  decisionId?: string | undefined;
  jobId?: string | undefined;
};

export function problemOf(error: AppError, context: ProblemContext): Problem {
  const code = API_CODES.find((one) => one === error.code) ?? "internal";
  const { missing, errors, reasons } = error.extras;
  return {
    type: problemType(code),
    title: error.title,
    status: error.status,
    code,
    detail: error.detail,
    request_id: context.requestId,
    ...(missing === undefined || missing.length === 0 ? {} : { missing: [...missing] }),
    ...(AMENDABLE.includes(code) && context.amendUrl !== undefined ? { amend_url: context.amendUrl } : {}),
    ...(reasons === undefined || reasons.length === 0 ? {} : { reasons: [...reasons] }),
    ...(errors === undefined ? {} : { errors: errors.map(({ pointer, message }) => ({ pointer, message })) }),
    ...(context.jobId === undefined ? {} : { id: context.jobId }),
    ...(context.decisionId === undefined ? {} : { decision_id: context.decisionId }),
  };
}

/** A reference that the gateway itself answers: `GET /problems/no-face` says what it means. */
export function problemType(code: ApiCode): string {
  return `/problems/${code.replaceAll("_", "-")}`;
}
