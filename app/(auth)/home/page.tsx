import { redirect } from "next/navigation";
import { requireActor } from "../../_edge/current-actor";
import { workPlace } from "../../_edge/work-place";

/** After signing in: where this person's work is. */
export default async function HomePage() {
  redirect(workPlace(await requireActor("/home")));
}
