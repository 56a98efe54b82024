import { certificateForStaff } from "#lib/certificates/certificate-view";
import { certificateResponse } from "../../../../_edge/certificate-response";
import { runRoute } from "../../../../_edge/run-route";

/** The certificate of a decision (`?decision=`, the last one without), for those who may read the case. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return runRoute(request, async (actor) => {
    const decision = new URL(request.url).searchParams.get("decision") ?? undefined;
    return certificateResponse(request, await certificateForStaff(actor, (await params).id, decision));
  });
}
