import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import type { ConcernOutcome } from "./concern";
import { moveAlong, requireConcern } from "./move-concern";
import { concernSeal } from "./sealed-words";

/**
 * Ends a triaged concern, with an answer to whoever filed it. One that is upheld names an approval, and says so to
 * the rooms that listen (`concern.upheld`): whoever has re-reviews opens one.
 *
 * @param input.answer is read by the filer; `note` by staff alone
 * @throws AppError as `moveAlong`; `invalid_request` for an upheld one that names no approval
 */
export async function decideConcern(input: {
  actor: Actor;
  concernId: string;
  outcome: ConcernOutcome;
  grantId: string;
  answer: string;
  note: string;
}): Promise<void> {
  const { actor, concernId, outcome, grantId } = input;
  await requireConcern(actor, concernId);
  const sealed = await concernSeal(concernId);
  const answer = sealed("answer", input.answer);
  const note = input.note === "" ? null : sealed("note", input.note);
  await transaction(async (tx) => {
    const grant = await moveAlong(tx, { actor, concernId, to: outcome, grantId, answer, note });
    if (outcome !== "upheld" || grant === null) return;
    await emitEvent(tx, {
      kind: "concern.upheld",
      subjectId: concernId,
      data: { tenantId: grant.tenantId, grantId: grant.id, applicationId: grant.applicationId },
    });
  });
}
