import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { lockForMember } from "./access";
import { requireRemovable } from "./documents-taken";
import { findEvidence, markRemoved } from "./evidence-store";

/**
 * Takes a document out of a draft, or one that was added since out of an amendment or an answer. The row and the sealed bytes stay, marked: an earlier revision may rest on
 * them. Taking it out twice changes nothing more.
 *
 * @throws AppError `not_found`, `wrong_state` once submitted
 */
export function removeEvidence(input: {
  actor: Actor;
  evidenceId: string;
}): Promise<{ applicationId: string }> {
  const { actor, evidenceId } = input;
  return transaction(async (tx) => {
    const evidence = await findEvidence(tx, evidenceId);
    if (evidence === undefined) throw new AppError("not_found");
    const { applicationId } = evidence;
    await requireRemovable(tx, await lockForMember(tx, actor, applicationId), evidence);
    if (await markRemoved(tx, evidenceId, await databaseNow(tx))) {
      await appendEntry(tx, {
        kind: "evidence.removed",
        subjectId: applicationId,
        data: { evidence: evidenceId, kind: evidence.kind, sha256: evidence.sha256, actor: actor.personId },
      });
    }
    return { applicationId };
  });
}
