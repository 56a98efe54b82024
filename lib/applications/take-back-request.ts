import type { Actor } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { changeState } from "./change-state";
import { endQuestions } from "./end-questions";
import { findOpenQuestions } from "./information-store";

/**
 * Takes the open questions of a request back, in the caller's transaction. With the last open question of the case
 * gone, it is in review again and its clock goes on.
 *
 * @param taken.lane the lane that the person holds in the case; null for none
 * @throws AppError `not_found` when the request has nothing open in this case; `forbidden` to whoever neither asked
 * nor holds the lane that did
 */
export async function takeBackRequest(
  tx: Tx,
  taken: { actor: Actor; applicationId: string; requestId: string; lane: Lane | null },
): Promise<void> {
  const { actor, applicationId, requestId, lane } = taken;
  const open = await findOpenQuestions(tx, applicationId);
  const request = open.find((question) => question.request.id === requestId)?.request;
  if (request === undefined) throw new AppError("not_found");
  if (request.askedById !== actor.personId && request.lane !== lane) {
    throw new AppError("forbidden", `The lane ${request.lane} asked this, and takes it back.`);
  }

  await endQuestions(tx, { applicationId, requestId, how: "withdrawn", actor });
  if (open.some((question) => question.request.id !== requestId)) return;
  await changeState(tx, {
    applicationId,
    from: "rfi",
    to: "in_review",
    actor,
    reasonCode: "request_withdrawn",
  });
}
