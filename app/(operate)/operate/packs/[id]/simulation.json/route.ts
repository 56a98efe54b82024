import { AppError } from "#lib/platform/errors";
import { simulationOf } from "#lib/simulator/view";
import { runRoute } from "../../../../../_edge/run-route";
import { jsonFile } from "../json-file";

type Context = { params: Promise<{ id: string }> };

/** The latest trial of a draft, whole, with what its cases are called. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return runRoute(request, async (actor) => {
    const { id } = await params;
    const tried = await simulationOf(actor, id);
    if (tried === null) throw new AppError("not_found");
    const { simulation, names, ranAt, ranBy, isCurrent } = tried;
    const content = {
      ran_at: ranAt,
      ran_by: ranBy,
      is_current: isCurrent,
      simulation,
      cases: [...names.values()],
    };
    return jsonFile(JSON.stringify(content, null, 2), `trial-of-${simulation.draft}.json`);
  });
}
