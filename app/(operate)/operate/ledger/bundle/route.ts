import { bundleText } from "#lib/ledger/bundle";
import { ledgerBundle, ledgerFilter } from "#lib/register/browse-ledger";
import { runRoute } from "../../../../_edge/run-route";

/** What the ledger says of one subject, with proofs; `npm run verify-ledger` and the page judge it. */
export function GET(request: Request): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { subjectId } = ledgerFilter(Object.fromEntries(new URL(request.url).searchParams));
    return new Response(bundleText(await ledgerBundle(actor, subjectId)), {
      headers: { "content-type": "application/json; charset=utf-8" },
    });
  });
}
