import { readEvidence } from "#lib/applications/read-evidence";
import { documentResponse } from "../../../../../_edge/document-response";
import { runRoute } from "../../../../../_edge/run-route";

type Context = { params: Promise<{ id: string; evidenceId: string }> };

/** A document of an application, for the organisation that filed it. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { id: applicationId, evidenceId } = await params;
    return documentResponse(await readEvidence({ actor, applicationId, evidenceId }));
  });
}
