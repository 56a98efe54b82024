import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { lockForMember } from "./access";
import { changeState } from "./change-state";

/**
 * Takes an application back, from wherever the table lets it.
 *
 * @throws AppError `not_found`, `forbidden` for who may not sign, `wrong_state` once decided
 */
export function withdrawApplication(input: {
  actor: Actor;
  applicationId: string;
  note?: string;
}): Promise<void> {
  const { actor, applicationId, note } = input;
  return transaction(async (tx) => {
    const application = await lockForMember(tx, actor, applicationId);
    await changeState(tx, {
      applicationId,
      from: application.state,
      to: "withdrawn",
      actor,
      reasonCode: "withdrawn",
      ...(note === undefined || note === "" ? {} : { note }),
    });
  });
}
