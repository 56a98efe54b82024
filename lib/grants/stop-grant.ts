import { changeState } from "#lib/applications/change-state";
import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { moveGrant } from "./move-grant";
import { lockGrant } from "./store";

/**
 * Restricts or suspends one grant, from an approval in force or as the end of a re-review. None of its keys works
 * from then on. It comes back when two people reinstate it, or by a re-review that two people sign.
 *
 * @throws AppError `forbidden` for others than an operator or a compliance officer; `not_found`; `wrong_state`
 */
export async function stopGrant(input: {
  actor: Actor;
  grantId: string;
  to: "restricted" | "suspended";
  reason: string;
}): Promise<{ applicationId: string }> {
  const { actor, grantId, to, reason } = input;
  requireStaffRole(actor, "operator", "compliance_officer");
  return transaction(async (tx) => {
    const grant = await lockGrant(tx, grantId);
    if (grant === null) throw new AppError("not_found");
    const { applicationId, applicationState: from, state } = grant;
    if (state !== to)
      await moveGrant(tx, { grantId, from: state, to, actorId: actor.personId, note: reason });
    await changeState(tx, { applicationId, from, to, actor, reasonCode: to, note: reason });
    return { applicationId };
  });
}
