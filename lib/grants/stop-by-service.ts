import type { Tx } from "#lib/platform/db";
import { followCase } from "./follow-case";
import { grantEdge } from "./grant";
import { moveGrant } from "./move-grant";
import { lockGrant } from "./store";

/** Why the service stops a grant by itself. */
export type ServiceReason = "fairness_run_failed" | "mitigation_overdue" | "finding_overdue";

/**
 * What the service does where something was not mended in its time: restricts or suspends, as the table of moves has it
 * for that reason. It revokes nothing, and people alone let the grant go on, two of them, once it is mended.
 *
 * @returns whether the grant moved
 */
export async function stopByService(
  tx: Tx,
  stop: { grantId: string; to: "restricted" | "suspended"; reasonCode: ServiceReason; note: string },
): Promise<boolean> {
  const { grantId, to, reasonCode, note } = stop;
  const grant = await lockGrant(tx, grantId);
  if (grant === null || grantEdge(grant.state, to, "service", reasonCode) === undefined) return false;
  await moveGrant(tx, { grantId, from: grant.state, to, actorId: null, note, reasonCode });
  await followCase(tx, grant, { to, actor: "service", reasonCode: to, note });
  return true;
}
