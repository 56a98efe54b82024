import { type ApplicationState, EDGES, type ReasonCode } from "#lib/applications/application";
import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import type { Tx } from "#lib/platform/db";

/**
 * Moves the case along with its grant. A case that people have in hand again (a re-review in its lanes) stays with
 * them, and so does one with a later version of the grant: then only the grant itself has ended.
 *
 * @returns whether the case moved
 */
export async function followCase(
  tx: Tx,
  grant: { applicationId: string; applicationState: ApplicationState; isLatest: boolean },
  move: { to: ApplicationState; actor: Actor | "service"; reasonCode: ReasonCode; note?: string },
): Promise<boolean> {
  const { applicationId, applicationState: from, isLatest } = grant;
  const hasEdge = EDGES.some(
    (edge) => edge.from === from && edge.to === move.to && edge.reason === move.reasonCode,
  );
  if (!isLatest || !hasEdge) return false;
  await changeState(tx, { applicationId, from, ...move });
  return true;
}
