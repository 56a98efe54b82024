import { liveScreening } from "#lib/applications/live-screening";
import { runRoute } from "../../../../_edge/run-route";
import { liveIn } from "../../../../_messages/open-answers";

type Context = { params: Promise<{ id: string }> };

/** What the policy says of a draft so far: for the panel beside the form, each time that a save was answered. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return runRoute(request, async (actor) =>
    Response.json(await liveIn(await liveScreening(actor, (await params).id))),
  );
}
