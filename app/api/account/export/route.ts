import { accountExport } from "#lib/own-data/account-export";
import { exportResponse } from "../../../_edge/export-response";
import { runRoute } from "../../../_edge/run-route";

/** What is kept about the person who asks, as one ZIP. */
export function GET(request: Request): Promise<Response> {
  return runRoute(request, async (actor) => exportResponse(await accountExport(actor)));
}
