import { organisationExport } from "#lib/own-data/organisation-export";
import { exportResponse } from "../../../../_edge/export-response";
import { runRoute } from "../../../../_edge/run-route";

/** Everything that an organisation entered, as one ZIP, for one of its admins. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return runRoute(request, async (actor) =>
    exportResponse(await organisationExport(actor, (await params).id)),
  );
}
