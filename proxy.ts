import { type NextRequest, NextResponse } from "next/server";
import { env } from "#lib/platform/env";
import { isSameOrigin } from "./app/_edge/same-origin";
import { LANGUAGE_HEADER, languageOfPage } from "./app/_messages/languages";

/** What Next takes in one server action; past it, its own answer would be an error page. */
const FORM_BYTES_MAX = 1_048_576;

/**
 * A content policy with a nonce a request, so that no script runs but those that this page was sent with. Nobody is
 * let in or kept out here for who they are: that is for the verbs and views. Uploads do not pass through (see the
 * matcher).
 */
export function proxy(request: NextRequest): NextResponse {
  return refusal(request) ?? withContentPolicy(request);
}

/** Forms of other sites, and forms that are too large, end here. Next itself lets a form without an origin pass. */
function refusal(request: NextRequest): NextResponse | null {
  if (request.method === "GET" || request.method === "HEAD") return null;
  if (!isSameOrigin(request.headers, env().portalUrl))
    return plain(403, "This form comes from another site.");
  if (Number(request.headers.get("content-length")) > FORM_BYTES_MAX) {
    return plain(
      413,
      "What was sent is too large: a form holds at most 1 MB. Go back; what you typed is still there.",
    );
  }
  return null;
}

function plain(status: number, text: string): NextResponse {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new NextResponse(text, { status, headers });
}

function withContentPolicy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set(LANGUAGE_HEADER, languageOfPage(request.nextUrl.pathname) ?? "");
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "private, no-store");
  return response;
}

function contentPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  matcher: ["/((?!api/|_next/static/|_next/image|favicon.ico).*)"],
};
