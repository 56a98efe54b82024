import type { FastifyReply } from "fastify";
import type { Rate } from "#lib/jobs/spend-rate";

/** Says in the answer's headers what is left (draft-ietf-httpapi-ratelimit-headers). */
export function tellRate(reply: FastifyReply, rate: Rate): void {
  const { burst, windowS, remaining, resetS, quota, monthRemaining, monthResetS } = rate;
  reply.header("ratelimit-policy", `"burst";q=${burst};w=${windowS}, "month";q=${quota}`);
  reply.header(
    "ratelimit",
    `"burst";r=${remaining};t=${resetS}, "month";r=${monthRemaining};t=${monthResetS}`,
  );
}
