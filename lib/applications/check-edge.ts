import { type Actor, memberRole } from "#lib/identity/actor";
import { type ApplicationState, EDGES, type Edge, type ReasonCode } from "./application";

export type EdgeCheck =
  | { ok: true; role: string }
  | { ok: false; refusal: "no_such_edge" }
  | { ok: false; refusal: "not_theirs"; edge: Edge };

/**
 * Whether this person, or the service, may move a case along this edge.
 *
 * A member of the applicant's organisation is never staff in their own case, whatever roles they hold besides.
 *
 * @returns the role under which the move is recorded, or why there is none
 */
export function checkEdge(
  move: { from: ApplicationState; to: ApplicationState; reason: ReasonCode },
  by: { actor: Actor | "service"; organisationId: string },
): EdgeCheck {
  const edge = EDGES.find(
    ({ from, to, reason }) => from === move.from && to === move.to && reason === move.reason,
  );
  if (edge === undefined) return { ok: false, refusal: "no_such_edge" };
  const role = by.actor === "service" ? serviceRole(edge) : personRole(edge, by.actor, by.organisationId);
  return role === undefined ? { ok: false, refusal: "not_theirs", edge } : { ok: true, role };
}

function serviceRole({ who }: Edge): string | undefined {
  return who.service === true ? "service" : undefined;
}

function personRole({ who }: Edge, actor: Actor, organisationId: string): string | undefined {
  const member = memberRole(actor, organisationId);
  if (member !== undefined) return who.members?.includes(member) === true ? member : undefined;
  return actor.staffRoles.find(({ role }) => who.staff?.includes(role) === true)?.role;
}
