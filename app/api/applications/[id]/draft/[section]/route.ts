import { autosaveBody, readStep } from "#lib/applications/contract";
import { isSection, type Section } from "#lib/applications/form/field";
import { stepOf } from "#lib/applications/form/steps";
import { writeSection } from "#lib/applications/form/write-section";
import { saveDraft } from "#lib/applications/save-draft";
import { applicationForEdit, savedSection } from "#lib/applications/view";
import { AppError } from "#lib/platform/errors";
import { runRoute } from "../../../../../_edge/run-route";
import { parseJson } from "../../../_body/parse-json";

type Context = { params: Promise<{ id: string; section: string }> };

const BODY_BYTES_MAX = 2 * 1024 * 1024;

/** A step as it is stored, in the form's own names: for a page whose save met someone else's. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { id, section } = await sectionOf(params);
    const stored = await savedSection(actor, id, section);
    return Response.json({
      draft_version: stored.draftVersion,
      saved_at: stored.savedAt,
      saved_by_me: stored.savedByMe,
      fields: writeSection(stepOf(section), stored.values),
    });
  });
}

/** Saves a step as typed, and says what is missing in it now. */
export function PUT(request: Request, { params }: Context): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { id, section } = await sectionOf(params);
    const body = await parseJson(request, autosaveBody, BODY_BYTES_MAX);
    const saved = await saveDraft({
      actor,
      applicationId: id,
      section,
      values: readStep(section, body.fields),
      startedFrom: body.draft_version,
      editor: body.editor,
    });
    const { missing } = await applicationForEdit(actor, id);
    return Response.json({
      draft_version: saved.draftVersion,
      saved_at: saved.savedAt.toISOString(),
      errors: Object.fromEntries(
        missing.filter((open) => open.section === section).map(({ name, message }) => [name, message]),
      ),
    });
  });
}

async function sectionOf(params: Context["params"]): Promise<{ id: string; section: Section }> {
  const { id, section } = await params;
  if (!isSection(section)) throw new AppError("not_found");
  return { id, section };
}
