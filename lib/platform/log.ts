import pino from "pino";

/** Keys whose values never reach a log line, at any depth that we write. */
const REDACTED = ["authorization", "cookie", "password", "secret", "token", "key", "image", "base64"];

type DescribedError = {
  type: string;
  message: string;
  stack?: string | undefined;
  code?: unknown;
  cause?: unknown;
};

/** What is said of an error, and no more: drivers hang whole connections on theirs, with keys in them. */
function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message,
    stack,
    ...(code === undefined ? {} : { code }),
    ...(cause === undefined || depth > 3 ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

/** Structured log of one process. Ids of requests, jobs and tenants only: no face data, document bytes, keys or e-mail addresses. */
export const log = pino({
  level: process.env.LOG_LEVEL?.trim() || "info",
  base: { process: process.env.COUNTERSIGN_PROCESS ?? "script", pid: process.pid },
  serializers: { err: (error: unknown) => describeError(error) },
  redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: "[redacted]" },
});
