import { pieceQuery } from "#lib/applications/contract";
import { receivePiece } from "#lib/applications/receive-piece";
import { PIECE_BYTES_MAX } from "#lib/applications/upload";
import { AppError } from "#lib/platform/errors";
import { runRoute } from "../../../../../_edge/run-route";
import { presentDocument } from "../../../_body/document-words";
import { readCapped } from "../../../_body/read-capped";

type Context = { params: Promise<{ id: string; uploadId: string }> };

/** The bytes of one piece, beginning at `?at=`. The last one is answered with the document. */
export function PUT(request: Request, { params }: Context): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { id: applicationId, uploadId } = await params;
    const query = pieceQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) {
      throw new AppError("invalid_request", "Say at which byte of the file the piece begins: ?at=0.", {
        errors: [{ pointer: "/at", message: "A whole number from 0" }],
      });
    }
    const bytes = await readCapped(request, PIECE_BYTES_MAX);
    const { received, document } = await receivePiece({
      actor,
      applicationId,
      uploadId,
      at: query.data.at,
      bytes,
    });
    return Response.json(
      { received, document: document && presentDocument(document) },
      { status: document === null ? 200 : 201 },
    );
  });
}
