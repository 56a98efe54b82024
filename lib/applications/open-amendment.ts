import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { lockForMember } from "./access";
import { isAmendable } from "./amendment";
import { findOpenAmendment, insertAmendment } from "./amendment-store";

/**
 * Opens the draft of a case that people are at work on. They go on with the revision at hand until the amendment is
 * submitted, and are told that one is being written. Opening it twice is once.
 *
 * @throws AppError `not_found`, `forbidden` for who may not sign, `wrong_state` before the policy let it through and
 * once it is decided
 */
export function openAmendment(input: { actor: Actor; applicationId: string }): Promise<void> {
  const { actor, applicationId } = input;
  return transaction(async (tx) => {
    const { state, revisionId, draft } = await lockForMember(tx, actor, applicationId, "admin", "signatory");
    if (!isAmendable(state) || revisionId === null) {
      throw new AppError("wrong_state", "An application is amended while people review it, and not after.");
    }
    if ((await findOpenAmendment(tx, applicationId)) !== undefined) return;

    const openedAt = await databaseNow(tx);
    const id = await insertAmendment(tx, {
      applicationId,
      revisionId,
      draftBefore: draft,
      openedById: actor.personId,
      openedAt,
    });
    await appendEntry(tx, {
      kind: "amendment.opened",
      subjectId: applicationId,
      data: { amendment: id, revision: revisionId, actor: actor.personId },
    });
  });
}
