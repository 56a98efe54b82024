import type { Actor } from "#lib/identity/actor";
import { env } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { log } from "#lib/platform/log";
import { isOutage } from "#lib/platform/outage";
import { currentActor } from "./current-actor";
import { isSameOrigin } from "./same-origin";

const OUTAGE_RETRY_SECONDS = 5;

/**
 * What every route handler of the portal is: same origin for anything that changes something, a signed-in person,
 * one verb, and refusals as problem documents (RFC 9457).
 */
export async function runRoute(
  request: Request,
  verb: (actor: Actor) => Promise<Response>,
): Promise<Response> {
  try {
    requireSameOrigin(request);
    // PostgreSQL has a NUL in no text, so nothing of ours is called so.
    if (request.url.includes("%00")) throw new AppError("not_found");
    const actor = await currentActor();
    if (actor === null) throw new AppError("sign_in_required");
    const response = await verb(actor);
    response.headers.set("cache-control", "no-store");
    return response;
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, "a route failed");
    return problem(refusalOf(error));
  }
}

/** What broke on our side stays in the log; a part that is down is worth another try. */
function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!isOutage(error)) return new AppError("internal");
  return new AppError("unavailable", undefined, { retryAfterSeconds: OUTAGE_RETRY_SECONDS });
}

function requireSameOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  if (!isSameOrigin(request.headers, env().portalUrl)) {
    throw new AppError("forbidden", "This comes from another site.");
  }
}

function problem(error: AppError): Response {
  const { retryAfterSeconds, ...extras } = error.extras;
  return new Response(
    JSON.stringify({
      type: `/problems/${error.code.replaceAll("_", "-")}`,
      title: error.title,
      status: error.status,
      code: error.code,
      detail: error.detail,
      request_id: newId("req"),
      ...extras,
    }),
    {
      status: error.status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
      },
    },
  );
}
