import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requirePart } from "./access";
import { findVotes } from "./board-store";
import { lockCase, saveConflict } from "./case-store";
import { findOpenProposal } from "./proposal-store";
import { recuseHolder } from "./score-store";
import { voidProposal } from "./void-proposal";

/**
 * Says, for one case, whether a person has a conflict of interest. Needed before a lane is taken, a decision
 * proposed or signed; a conflict takes the person out of the case: their lane is free again, their drafts are
 * gone, and a proposal that they had signed is void.
 *
 * @param input.detail required with a conflict; kept out of the public ledger
 * @throws AppError `not_found`; `forbidden` to the applicant's people; `conflict_declared` to whoever declared
 * one before, since nobody declares themselves impartial again; `invalid_request` without a detail
 */
export function declareConflict(input: {
  actor: Actor;
  applicationId: string;
  hasConflict: boolean;
  detail: string;
}): Promise<void> {
  const { actor, applicationId, hasConflict } = input;
  const detail = input.detail.trim();
  return transaction(async (tx) => {
    const found = await lockCase(tx, applicationId);
    if (found === undefined) throw new AppError("not_found");
    const part = await requirePart(tx, actor, applicationId);
    if (hasConflict && detail === "") {
      throw new AppError("invalid_request", "Say what the conflict is.", {
        errors: [{ pointer: "/detail", message: "Say what the conflict is" }],
      });
    }

    const { personId } = actor;
    const now = await databaseNow(tx);
    await saveConflict(tx, { applicationId, personId, hasConflict, detail, now });
    if (hasConflict && part.lane !== null) {
      await recuseHolder(tx, { applicationId, lane: part.lane, personId, now });
      await appendEntry(tx, {
        kind: "lane.recused",
        subjectId: applicationId,
        data: { lane: part.lane, person: personId, revision: found.revision.id },
      });
    }
    await appendEntry(tx, {
      kind: "conflict.declared",
      subjectId: applicationId,
      data: { person: personId, conflict: hasConflict },
      ...(detail === "" ? {} : { secret: { detail } }),
    });
    const proposal = hasConflict ? await findOpenProposal(tx, applicationId) : undefined;
    if (proposal === undefined) return;
    const votes = await findVotes(tx, proposal.id);
    const isConcerned =
      part.hasScored ||
      votes.some(({ memberId }) => memberId === personId) ||
      proposal.signatures.some(({ signerId }) => signerId === personId);
    if (isConcerned) await voidProposal(tx, { proposal, reason: "conflict_declared", now });
  });
}
