import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { ineligible, requirePart } from "./access";
import { type Tally, VOTE_REASON_CHARS_MIN, type Vote } from "./board";
import { boardTally } from "./board-check";
import { findSeatOf, findVotes, insertVote, type SeatRow } from "./board-store";
import { canVote } from "./eligibility";
import type { OpenCase } from "./open-case";
import type { ProposalRow } from "./proposal-store";
import { recomputeDigest } from "./recompute-digest";
import { closedProposal, lockProposed } from "./sign-decision";
import { voidProposal } from "./void-proposal";

export type VoteInput = {
  proposalId: string;
  /** The digest that was on the page: 64 hex digits. */
  digest: string;
  vote: Vote;
  reason: string;
  /** A confirmation by this person over this digest, at most five minutes old, unused. */
  stepUpId: string;
};

/**
 * Casts a member's vote over the digest of an open proposal to approve a tier 4 case. Once cast it stands; approvers
 * sign when the board has passed it, and not before.
 *
 * @throws AppError `forbidden` for others than members of the board; `signer_ineligible` with every reason;
 * `already_signed` for a second vote; `wrong_state` where no board is asked; `digest_changed`; `step_up_stale`;
 * `invalid_request` without a reason; `unavailable` while the ledger stands still
 */
export async function castVote({
  actor,
  ...input
}: VoteInput & { actor: Actor }): Promise<{ applicationId: string; tally: Tally }> {
  const result = await transaction(async (tx) => {
    const { found, proposal } = await lockProposed(tx, actor, input.proposalId);
    requireStaffRole(actor, "board_member");
    if (proposal.state !== "open") throw closedProposal(proposal);
    if (input.digest !== proposal.digest) throw changed();
    if ((await recomputeDigest(tx, found, proposal)) !== proposal.digest) {
      await voidProposal(tx, { proposal, reason: "changed", now: await databaseNow(tx) });
      return "void";
    }
    if ((await boardTally(tx, { found, proposal })) === null)
      throw new AppError("wrong_state", "No board is asked about this.");
    const seat = await requireVoter(tx, actor, found, proposal);
    await vote(tx, {
      actor,
      found,
      proposal,
      seat,
      input: { ...input, reason: requireReason(input.reason) },
    });
    const after = await boardTally(tx, { found, proposal });
    if (after === null) throw new Error("the board was asked a moment ago");
    return { applicationId: found.id, tally: after };
  });
  if (result === "void") throw changed();
  return result;
}

async function requireVoter(tx: Tx, actor: Actor, found: OpenCase, proposal: ProposalRow): Promise<SeatRow> {
  const { personId } = actor;
  const seat = await findSeatOf(tx, personId);
  const hasVoted = (await findVotes(tx, proposal.id)).some(({ memberId }) => memberId === personId);
  if (hasVoted) throw new AppError("already_signed", "You have voted on this; a vote stands.");
  const hasSigned = proposal.signatures.some(({ signerId }) => signerId === personId);
  const part = await requirePart(tx, actor, found.id);
  const eligible = canVote(part, { isSeated: seat !== null, hasSigned });
  if (!eligible.ok) throw ineligible("signer_ineligible", eligible.refusals);
  if (seat === null) throw ineligible("signer_ineligible", ["not_seated"]);
  return seat;
}

function requireReason(text: string): string {
  const reason = text.trim();
  if (reason.length >= VOTE_REASON_CHARS_MIN) return reason;
  const message = `Say why, in at least ${VOTE_REASON_CHARS_MIN} characters; a dissent is part of the record`;
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/reason", message }] });
}

type Voting = { actor: Actor; found: OpenCase; proposal: ProposalRow; seat: SeatRow; input: VoteInput };

async function vote(tx: Tx, { actor, found, proposal, seat, input }: Voting): Promise<void> {
  const { digest, id: proposalId } = proposal;
  const { personId: memberId } = actor;
  await requireLiveLedger(tx);
  const { method, assertionDigest } = await spendStepUpToSign(tx, {
    actor,
    digest,
    stepUpId: input.stepUpId,
  });
  const { vote: cast, reason, stepUpId } = input;
  await insertVote(tx, {
    proposalId,
    seatId: seat.id,
    memberId,
    vote: cast,
    reason,
    digest,
    method,
    stepUpId,
  });
  await appendEntry(tx, {
    kind: "board.voted",
    subjectId: proposalId,
    data: {
      application_id: found.id,
      digest,
      member: memberId,
      seat: seat.id,
      external: seat.isExternal,
      technical: seat.isTechnical,
      vote: cast,
      method,
      assertion_digest: assertionDigest,
    },
    secret: { reason },
  });
}

function changed(): AppError {
  return new AppError("digest_changed", "What you were shown has changed: read it again before you vote.");
}
