import { mailInBox } from "#lib/notices/mailbox";
import { runRoute } from "../../../../_edge/run-route";

/** The HTML part of a mail in the demo's mailbox, for its frame: it runs nothing and fetches nothing. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { html } = await mailInBox(actor, (await params).id);
    return new Response(html, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy":
          "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        "x-content-type-options": "nosniff",
      },
    });
  });
}
