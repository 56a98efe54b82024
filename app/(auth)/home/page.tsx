import { redirect } from "next/navigation";
import { requireActor } from "../../_edge/current-actor";

/** After signing in: where this person's work is. */
export default async function HomePage() {
  const actor = await requireActor("/home");
  if (actor.memberships.length > 0) redirect("/applications");
  const operates = actor.staffRoles.some(({ role }) => role === "operator");
  redirect(operates ? "/operate" : "/review");
}
