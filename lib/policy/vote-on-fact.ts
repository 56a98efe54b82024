import { requireStaffRole } from "#lib/identity/actor";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { FactVote } from "./fact-statement";
import { hasBoardPassed, insertFactVote, isSeated } from "./legal-fact-store";
import { lockOpenFact, requireOther, type Shown } from "./open-fact";

/**
 * Casts a seated member's vote on a fact that is to begin; once cast it stands, with its reason.
 *
 * @throws AppError `forbidden` for others than members of the board, and for one without a seat; `signer_ineligible`
 * for whoever recorded it; `already_signed`; `wrong_state` where a fact ends, or was refused; `invalid_request` without
 * a reason; `not_found`; `digest_changed`; `step_up_stale`; `step_up_failed`; `unavailable` while the ledger stands still
 */
export function voteOnFact({
  actor,
  vote,
  ...input
}: Shown & { vote: FactVote; reason: string }): Promise<{ hasPassed: boolean }> {
  requireStaffRole(actor, "board_member");
  const reason = requireReason(input.reason);
  return transaction(async (tx) => {
    const recorded = await lockOpenFact(tx, input);
    if (recorded.endsId !== null)
      throw new AppError("wrong_state", "The board is not asked about the end of a fact.");
    requireOther(recorded, actor);
    if (!(await isSeated(tx, actor.personId)))
      throw new AppError("forbidden", "Only a seated member of the board votes.");
    await requireLiveLedger(tx);
    const { digest, stepUpId, factId } = input;
    const { method, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });
    const { personId: memberId } = actor;
    await insertFactVote(tx, { factId, memberId, vote, reason, digest, method, stepUpId });
    await appendEntry(tx, {
      kind: "fact.voted",
      subjectId: factId,
      data: {
        fact: recorded.fact,
        digest,
        member: memberId,
        vote,
        method,
        assertion_digest: assertionDigest,
      },
      secret: { reason },
    });
    return { hasPassed: await hasBoardPassed(tx, factId) };
  });
}

function requireReason(text: string): string {
  const reason = text.trim();
  if (reason !== "") return reason;
  const message = "Say why; a dissent is part of the record";
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/reason", message }] });
}
