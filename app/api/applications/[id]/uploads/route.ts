import { uploadBody } from "#lib/applications/contract";
import { startUpload } from "#lib/applications/start-upload";
import { runRoute } from "../../../../_edge/run-route";
import { presentDocument } from "../../_body/document-words";
import { parseJson } from "../../_body/parse-json";

const BODY_BYTES_MAX = 8_192;

/** Begins a document that comes in pieces, or says how much of it is here already: send on from `received`. */
export function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { id: applicationId } = await params;
    const {
      kind,
      file_name: name,
      media_type,
      ...file
    } = await parseJson(request, uploadBody, BODY_BYTES_MAX);
    const started = await startUpload({
      actor,
      applicationId,
      kind,
      file: { ...file, name, declaredType: media_type },
    });
    const { uploadId: id, received, document } = started;
    return Response.json(
      { id, received, document: document && presentDocument(document) },
      { status: received === 0 ? 201 : 200 },
    );
  });
}
