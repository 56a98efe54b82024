import { certificateForApplicant } from "#lib/certificates/certificate-view";
import { certificateResponse } from "../../../../_edge/certificate-response";
import { runRoute } from "../../../../_edge/run-route";

/** The certificate of the last decision, for the organisation that applied. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return runRoute(request, async (actor) =>
    certificateResponse(request, await certificateForApplicant(actor, (await params).id)),
  );
}
