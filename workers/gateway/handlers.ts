import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestAsyncHookHandler,
} from "fastify";
import { env } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { log } from "#lib/platform/log";
import { metrics } from "#lib/platform/metrics";
import { PROBLEM_TYPE, problemOf, toAppError } from "./problem";

/** Every refusal leaves as a problem document; what broke on our side stays in the log under the request's id. */
export function registerProblems(server: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  server.addHook("onRoute", ({ url, method }) => {
    const known = methods.get(url) ?? new Set<string>();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });

  server.setErrorHandler<FastifyError | AppError>((error, request, reply) => {
    const refusal = toAppError(error);
    if (error !== refusal && refusal.status >= 500)
      log.error({ err: error, requestId: request.id }, "request failed");
    return sendProblem(request, reply, refusal);
  });

  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const allowed = [...methods].filter(([url]) => matches(url, path)).flatMap(([, known]) => [...known]);
    if (allowed.length === 0)
      return sendProblem(request, reply, new AppError("not_found", "There is no such route."));
    reply.header("allow", [...new Set(allowed)].sort().join(", "));
    return sendProblem(request, reply, new AppError("method_not_allowed"));
  });
}

/** What the router refuses before any hook runs, such as an address that does not decode. */
export function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.header("request-id", request.id);
  sendProblem(request, reply, toAppError(error));
}

/**
 * Hook `onRequest`: no new work on a connection that is still open while the process drains, and no address with a
 * NUL, which PostgreSQL has in no text: nothing of ours is called so.
 */
export function refuseAtTheDoor(draining: () => boolean): onRequestAsyncHookHandler {
  return async ({ url }) => {
    if (draining() && url !== ALIVE) {
      throw new AppError("unavailable", "Shutting down.", { retryAfterSeconds: DRAINING_RETRY_SECONDS });
    }
    if (url.includes("%00")) throw new AppError("not_found");
  };
}

const ALIVE = "/healthz";
const DRAINING_RETRY_SECONDS = 5;

function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: AppError): FastifyReply {
  const { retryAfterSeconds } = refusal.extras;
  if (retryAfterSeconds !== undefined) reply.header("retry-after", String(retryAfterSeconds));
  // RFC 9110 §11.6.1: a 401 says how to authenticate.
  if (refusal.status === 401) reply.header("www-authenticate", 'Bearer realm="countersign"');
  metrics.refusals.inc({ code: refusal.code, at: "door" });
  const grant = request.entry?.gate.grant;
  const problem = problemOf(refusal, {
    requestId: request.id,
    jobId: request.jobId ?? undefined,
    decisionId: grant?.decisionId,
    amendUrl:
      grant === undefined ? undefined : `${env().portalUrl}/applications/${grant.applicationId}/renew`,
  });
  return reply.code(refusal.status).type(PROBLEM_TYPE).header("cache-control", "no-store").send(problem);
}

/** Whether a path is one of a route's, segment by segment. */
function matches(route: string, path: string): boolean {
  if (route.includes("*")) return false;
  const wanted = route.split("/");
  const given = path.split("/");
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith(":") || part === given[at])
  );
}
