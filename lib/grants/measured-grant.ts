import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { LIVING } from "./grant";
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
