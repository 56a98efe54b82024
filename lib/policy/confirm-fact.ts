import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { useStepUp as spendStepUp } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { FactVote } from "./fact-statement";
import {
  hasBoardPassed,
  insertFactConfirmation,
  insertFactVote,
  lockRecordedFact,
  type RecordedFact,
} from "./legal-fact-store";

/** What was on the page, and a confirmation by this person over its digest: at most five minutes old, unused. */
type Shown = { actor: Actor; factId: string; digest: string; stepUpId: string };

/**
 * Confirms what another person recorded: from now on screenings see it. What begins has been passed by the board.
 *
 * @throws AppError `forbidden` for others than legal; `signer_ineligible` for whoever recorded it or voted on it;
 * `already_signed` when it was confirmed; `wrong_state` before the board has passed it; `not_found`;
 * `digest_changed`; `step_up_stale`; `unavailable` while the ledger stands still
 */
export function confirmFact({ actor, ...shown }: Shown): Promise<{ factId: string }> {
  requireStaffRole(actor, "legal");
  return transaction(async (tx) => {
    const recorded = await lockOpen(tx, shown);
    requireOther(recorded, actor);
    const { id: factId, digest, fact, endsId } = recorded;
    if (endsId === null && !(await hasBoardPassed(tx, factId)))
      throw new AppError("wrong_state", "The board has not passed it yet.");
    await requireLiveLedger(tx);
    const { stepUpId } = shown;
    const { method } = await spendStepUp(tx, { actor, digest, stepUpId });
    await insertFactConfirmation(tx, { factId, confirmedById: actor.personId, digest, method, stepUpId });
    await appendEntry(tx, {
      kind: "fact.confirmed",
      subjectId: factId,
      data: { fact, digest, recorder: recorded.recordedById, confirmer: actor.personId, method },
    });
    return { factId };
  });
}

/**
 * Casts a seated member's vote on a fact that is to begin; once cast it stands, with its reason.
 *
 * @throws AppError `forbidden` for others than members of the board; `signer_ineligible` for whoever recorded it;
 * `already_signed`; `wrong_state` where a fact ends, or is confirmed; `invalid_request` without a reason; `not_found`;
 * `digest_changed`; `step_up_stale`; `unavailable` while the ledger stands still
 */
export function voteOnFact({
  actor,
  vote,
  ...input
}: Shown & { vote: FactVote; reason: string }): Promise<{ hasPassed: boolean }> {
  requireStaffRole(actor, "board_member");
  const reason = input.reason.trim();
  if (reason === "") {
    const message = "Say why; a dissent is part of the record";
    throw new AppError("invalid_request", message, { errors: [{ pointer: "/reason", message }] });
  }
  return transaction(async (tx) => {
    const recorded = await lockOpen(tx, input);
    if (recorded.endsId !== null)
      throw new AppError("wrong_state", "The board is not asked about the end of a fact.");
    requireOther(recorded, actor);
    await requireLiveLedger(tx);
    const { digest, stepUpId, factId } = input;
    const { method } = await spendStepUp(tx, { actor, digest, stepUpId });
    const { personId: memberId } = actor;
    await insertFactVote(tx, { factId, memberId, vote, reason, digest, method, stepUpId });
    await appendEntry(tx, {
      kind: "fact.voted",
      subjectId: factId,
      data: { fact: recorded.fact, digest, member: memberId, vote, method },
      secret: { reason },
    });
    return { hasPassed: await hasBoardPassed(tx, factId) };
  });
}

async function lockOpen(tx: Tx, shown: { factId: string; digest: string }): Promise<RecordedFact> {
  const recorded = await lockRecordedFact(tx, shown.factId);
  if (recorded === null) throw new AppError("not_found");
  if (recorded.digest !== shown.digest)
    throw new AppError("digest_changed", "This is not what was recorded: read it again.");
  if (recorded.confirmation !== null) throw new AppError("already_signed", "It was confirmed already.");
  return recorded;
}

function requireOther({ recordedById, votes }: RecordedFact, { personId }: Actor): void {
  if (recordedById === personId)
    throw new AppError("signer_ineligible", "You recorded this; another person judges it.");
  if (votes.some(({ memberId }) => memberId === personId))
    throw new AppError("already_signed", "You have voted on this; a vote stands.");
}
