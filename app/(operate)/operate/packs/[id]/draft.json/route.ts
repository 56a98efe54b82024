import { packDraft } from "#lib/policy/pack-draft-view";
import { runRoute } from "../../../../../_edge/run-route";
import { jsonFile } from "../json-file";

type Context = { params: Promise<{ id: string }> };

/** A draft as it was typed, to be worked on elsewhere and uploaded again. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { id } = await params;
    const { text, version } = await packDraft(actor, id);
    return jsonFile(text, `${version ?? id}.json`);
  });
}
