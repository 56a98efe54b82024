import { addEvidence } from "#lib/applications/add-evidence";
import { evidenceFields } from "#lib/applications/contract";
import { AppError } from "#lib/platform/errors";
import { fieldErrors } from "../../../../_edge/run-action";
import { runRoute } from "../../../../_edge/run-route";
import { backToPage } from "../../_body/back-to-page";
import { presentDocument } from "../../_body/document-words";
import { readCapped } from "../../_body/read-capped";

/** Three documents of the largest size with what stands around them; with scripts each comes by itself. */
const BODY_BYTES_MAX = 62 * 1024 * 1024;

/** Puts documents on file: `kind` and one or more `file`. A browser without scripts goes back to the page. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id: applicationId } = await params;
  const answer = await runRoute(request, async (actor) => {
    const { kind, files } = await readUpload(request);
    const added = [];
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      added.push(
        await addEvidence({
          actor,
          applicationId,
          kind,
          file: { name: file.name, declaredType: file.type, bytes },
        }),
      );
    }
    return Response.json({ documents: added.map(presentDocument) }, { status: 201 });
  });
  return backToPage(request, answer, `/applications/${encodeURIComponent(applicationId)}/evidence`);
}

async function readUpload(request: Request) {
  const body = await readCapped(request, BODY_BYTES_MAX);
  const form = await formOf(body, request.headers.get("content-type") ?? "");
  const fields = evidenceFields.safeParse({ kind: form.get("kind") });
  const files = form.getAll("file").filter((entry) => entry instanceof File && entry.name !== "");
  if (!fields.success)
    throw new AppError("invalid_request", "Choose what kind of document it is.", {
      errors: fieldErrors(fields.error),
    });
  if (files.length === 0) {
    throw new AppError("invalid_request", "Choose a file.", {
      errors: [{ pointer: "/file", message: "Choose a file" }],
    });
  }
  return { kind: fields.data.kind, files: files.filter((entry) => entry instanceof File) };
}

async function formOf(body: Buffer, contentType: string): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { "content-type": contentType } })
    .formData()
    .catch(() => {
      throw new AppError("invalid_request", "The upload is not a form.");
    });
}
