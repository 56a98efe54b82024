import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { lockForStaff } from "./access";
import { DESK_ROLES } from "./application";
import { findEvidence, markJudged } from "./evidence-store";

/**
 * Records that a person read a document and found it to be what it claims, or that they did not. It counts from
 * the next screening on.
 *
 * @throws AppError `not_found` for a document that is absent or was taken out, `forbidden` for other roles and
 * for the applicant's own people, `wrong_state` on a draft
 */
export function verifyEvidence(input: {
  actor: Actor;
  evidenceId: string;
  verified: boolean;
}): Promise<void> {
  const { actor, evidenceId, verified } = input;
  return transaction(async (tx) => {
    const evidence = await findEvidence(tx, evidenceId);
    if (evidence === undefined || evidence.removedAt !== null) throw new AppError("not_found");
    const { state, revisionId } = await lockForStaff(tx, actor, evidence.applicationId, ...DESK_ROLES);
    if (state === "draft") throw new AppError("wrong_state", "Nothing has been submitted yet.");

    const at = await databaseNow(tx);
    await markJudged(tx, evidenceId, { personId: actor.personId, at: verified ? at : null });
    await appendEntry(tx, {
      kind: "evidence.verified",
      subjectId: evidence.applicationId,
      data: {
        evidence: evidenceId,
        kind: evidence.kind,
        sha256: evidence.sha256,
        verified,
        revision: revisionId,
        actor: actor.personId,
      },
    });
  });
}
