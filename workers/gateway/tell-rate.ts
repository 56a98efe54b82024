import type { FastifyReply } from "fastify";
import type { Rate } from "#lib/jobs/spend-rate";
import type { RequestRate } from "#lib/jobs/spend-request";

/** Says in the answer's headers what is left (draft-ietf-httpapi-ratelimit-headers). */
export function tellRate(reply: FastifyReply, rate: Rate): void {
  const { burst, windowS, remaining, resetS, quota, monthRemaining, monthResetS } = rate;
  reply.header("ratelimit-policy", `"burst";q=${burst};w=${windowS}, "month";q=${quota}`);
  reply.header(
    "ratelimit",
    `"burst";r=${remaining};t=${resetS}, "month";r=${monthRemaining};t=${monthResetS}`,
  );
}

/** The same of calls of any kind; where one starts work, `tellRate` says what is left of that instead. */
export function tellRequestRate(
  reply: FastifyReply,
  { burst, windowS, remaining, resetS }: RequestRate,
): void {
  reply.header("ratelimit-policy", `"requests";q=${burst};w=${windowS}`);
  reply.header("ratelimit", `"requests";r=${remaining};t=${resetS}`);
}
