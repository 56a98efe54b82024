import { takeBackRequest } from "#lib/applications/take-back-request";
import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { requirePart, requireState } from "./access";
import { lockOpenCase } from "./open-case";

/**
 * Takes the open questions of a request back: its asker, or whoever holds the lane now. With the last open question
 * of the case gone, it is in review again and its clock goes on.
 *
 * @throws AppError `not_found` when the request has nothing open in this case; `forbidden` to anyone else;
 * `wrong_state` unless the case waits
 */
export function withdrawRequest(input: {
  actor: Actor;
  applicationId: string;
  requestId: string;
}): Promise<void> {
  const { actor, applicationId, requestId } = input;
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    const { lane } = await requirePart(tx, actor, applicationId);
    requireState(found, ["rfi"], "Nothing is open: the case does not wait for the applicant.");
    await takeBackRequest(tx, { actor, applicationId, requestId, lane });
  });
}
