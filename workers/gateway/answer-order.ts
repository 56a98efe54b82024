import type { FastifyReply, FastifyRequest } from "fastify";
import type { GateRequest } from "#lib/grants/authorise";
import { acceptJob } from "#lib/jobs/accept-job";
import { answerLater } from "#lib/jobs/answer-later";
import type { Picture } from "#lib/jobs/pictures";
import { type JobView, viewJob } from "#lib/jobs/view";
import type { JobWatch } from "#lib/jobs/watch-jobs";
import { entryOf } from "./caller";
import type { PendingJob } from "./contract/answers";
import { endedWithout, jobLocation, presentPending } from "./present-job";
import { tellRate } from "./tell-rate";

declare module "fastify" {
  interface FastifyRequest {
    /** The job that this request is about, for its problem document. */
    jobId: string | null;
  }
}

/** How long a caller is kept waiting before being given the job's address instead. */
const WAIT_MS = 10_000;

export type Waiting = { watch: JobWatch; waitMs?: number };

/**
 * Takes the work on and answers: with the result if it comes in time, else, or when asked to, with 202 and the
 * job's address.
 *
 * @throws AppError the refusal that the job ended with, or the reason why it was not accepted
 */
export async function answerOrder<Answer>(
  call: { request: FastifyRequest; reply: FastifyReply },
  order: { ask: GateRequest; pictures: readonly Picture[]; present: (job: JobView) => Answer | null },
  { watch, waitMs = WAIT_MS }: Waiting,
): Promise<Answer | PendingJob> {
  const { request, reply } = call;
  const { ask, pictures, present } = order;
  const { gate } = entryOf(request);
  const { jobId, repeated, answeredEarly } = await acceptJob({
    gate,
    ask,
    pictures,
    route: `${request.method} ${request.routeOptions.url ?? request.url}`,
    idempotencyKey: String(request.headers["idempotency-key"]),
    lane: wantsAddress(request) ? "later" : "now",
    onRate: (rate) => tellRate(reply, rate),
  });
  request.jobId = jobId;
  if (repeated) reply.header("idempotency-replayed", "true");

  const late = !answeredEarly && !repeated && !(await watch.ended(jobId, waitMs));
  if (late) await answerLater(jobId);
  if (late || answeredEarly) {
    reply.code(202).header("location", jobLocation(jobId)).header("retry-after", "1");
    return presentPending(jobId);
  }
  const job = await viewJob({
    keyId: gate.keyId,
    tenantId: gate.tenantId,
    jobId,
    clientAddress: request.ip,
  });
  const answer = present(job);
  if (answer === null) throw endedWithout(job);
  return answer;
}

/** RFC 7240: preferences are a list, compared without regard to case. */
function wantsAddress(request: FastifyRequest): boolean {
  const { prefer } = request.headers;
  const preferences = (Array.isArray(prefer) ? prefer.join(",") : (prefer ?? "")).toLowerCase().split(",");
  return preferences.some((preference) => preference.trim().split(";", 1)[0] === "respond-async");
}
