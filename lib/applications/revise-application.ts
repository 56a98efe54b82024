import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { lockForMember } from "./access";
import { changeState } from "./change-state";

/**
 * Opens a refused or blocked application for its next revision. The draft is as it was submitted, the frozen
 * revision and its screening stay, and submitting again makes revision 2 of the same case.
 *
 * @throws AppError `not_found`, `forbidden` for who may not sign, `wrong_state` from any other state
 */
export function reviseApplication(input: { actor: Actor; applicationId: string }): Promise<void> {
  const { actor, applicationId } = input;
  return transaction(async (tx) => {
    const { state } = await lockForMember(tx, actor, applicationId);
    await changeState(tx, { applicationId, from: state, to: "draft", actor, reasonCode: "revision_opened" });
  });
}
