import pino from "pino";

/** Keys whose values never reach a log line, at any depth that we write. */
const REDACTED = ["authorization", "cookie", "password", "secret", "token", "key", "image", "base64"];

/** Structured log of one process. Ids of requests, jobs and tenants only: no face data, document bytes, keys or e-mail addresses. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { process: process.env.COUNTERSIGN_PROCESS ?? "script", pid: process.pid },
  redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: "[redacted]" },
});
