import { readEvidence } from "#lib/applications/read-evidence";
import { requireDocument } from "#lib/reviews/dossier-view";
import { runRoute } from "../../../../../_edge/run-route";

type Context = { params: Promise<{ id: string; evidenceId: string }> };

/**
 * A document of a case, for those who may read the case. It is served as a download that no page can frame or run:
 * what an applicant uploads is never trusted markup here.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id, evidenceId } = await params;
  return runRoute(request, async (actor) => {
    await requireDocument(actor, id, evidenceId);
    const { fileName, mediaType, bytes } = await readEvidence({ actor, applicationId: id, evidenceId });
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": mediaType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
      },
    });
  });
}
