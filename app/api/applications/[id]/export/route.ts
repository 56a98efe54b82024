import { exportApplication } from "#lib/applications/view";
import { runRoute } from "../../../../_edge/run-route";

/** The draft as data, for keeping and for `importApplication`. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { reference, application } = await exportApplication(actor, (await params).id);
    return new Response(`${JSON.stringify(application, null, 2)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${reference}.json"`,
        "x-content-type-options": "nosniff",
      },
    });
  });
}
