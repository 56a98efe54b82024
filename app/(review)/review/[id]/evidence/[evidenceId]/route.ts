import { readEvidence } from "#lib/applications/read-evidence";
import { requireDocument } from "#lib/reviews/dossier-view";
import { documentResponse } from "../../../../../_edge/document-response";
import { runRoute } from "../../../../../_edge/run-route";

type Context = { params: Promise<{ id: string; evidenceId: string }> };

/** A document of a case, for those who may read the case. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { id: applicationId, evidenceId } = await params;
    await requireDocument(actor, applicationId, evidenceId);
    return documentResponse(await readEvidence({ actor, applicationId, evidenceId }));
  });
}
