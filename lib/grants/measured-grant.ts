import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { followCase } from "./follow-case";
import { LIVING } from "./grant";
import { moveGrant } from "./move-grant";
import { lockGrant } from "./store";
import type { GrantState } from "./terms";

export type MeasuredGrant = {
  state: GrantState;
  tenantId: string;
  applicationId: string;
  /** Least similarity that is a match, by model. */
  thresholdFloor: Readonly<Record<string, number>>;
};

/**
 * A grant whose errors are to be measured, held for this transaction.
 *
 * @throws AppError `not_found`; `wrong_state` for one that has ended
 */
export async function holdMeasuredGrant(tx: Tx, grantId: string): Promise<MeasuredGrant> {
  const grant = await lockGrant(tx, grantId);
  if (grant === null) throw new AppError("not_found", `There is no grant ${grantId}.`);
  const { state, tenantId, applicationId, terms } = grant;
  if (state !== "provisioning" && !LIVING.includes(state)) {
    throw new AppError("wrong_state", `This grant is ${state}: nothing is measured for it any more.`);
  }
  return { state, tenantId, applicationId, thresholdFloor: terms.thresholdFloor };
}

/**
 * What the service does about a fairness run that failed: restricts a live grant at once, and suspends it when the time
 * for mending it is over. People alone let it go on, two of them, after a run that passed.
 *
 * @returns whether the grant moved
 */
export async function stopAfterFailedRun(
  tx: Tx,
  { grantId, to, note }: { grantId: string; to: "restricted" | "suspended"; note: string },
): Promise<boolean> {
  const grant = await lockGrant(tx, grantId);
  const from = to === "restricted" ? "active" : "restricted";
  if (grant === null || grant.state !== from) return false;
  await moveGrant(tx, { grantId, from, to, actorId: null, note });
  await followCase(tx, grant, { to, actor: "service", reasonCode: to, note });
  return true;
}
