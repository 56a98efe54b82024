import type { Actor } from "#lib/identity/actor";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { lockForMember } from "./access";
import { recordOf } from "./documents-taken";
import { endAmendment } from "./end-amendment";
import { findEvidenceEver, markRemoved, markRestored } from "./evidence-store";
import { writeDraft } from "./store";

/**
 * Gives an amendment up: the draft is again what was submitted, and so are the documents on file. Nobody who
 * reviews the case notices.
 *
 * @throws AppError `not_found`, `forbidden` for who may not sign, `wrong_state` when none is open
 */
export function dropAmendment(input: { actor: Actor; applicationId: string }): Promise<void> {
  const { actor, applicationId } = input;
  return transaction(async (tx) => {
    const application = await lockForMember(tx, actor, applicationId, "admin", "signatory");
    const open = await endAmendment(tx, { applicationId, endedAs: "dropped", actor });
    if (open === undefined) throw new AppError("wrong_state", "No amendment is open.");

    // A tab that is still open must find that the draft has gone on without it.
    await writeDraft(tx, applicationId, open.draftBefore, application.draftVersion + 1);
    const isOnRecord = await recordOf(tx, application);
    const now = await databaseNow(tx);
    const since = (moment: Date | null) => moment !== null && moment >= open.openedAt;
    const ever = await findEvidenceEver(tx, applicationId);
    for (const document of ever.filter(
      ({ createdAt, removedAt }) => removedAt === null && since(createdAt),
    )) {
      if (!isOnRecord(document)) await markRemoved(tx, document.id, now);
    }
    const takenOut = ever.filter((document) => since(document.removedAt) && isOnRecord(document));
    await markRestored(
      tx,
      takenOut.map(({ id }) => id),
    );
  });
}
