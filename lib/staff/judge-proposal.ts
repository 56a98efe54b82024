import type { Actor } from "#lib/identity/actor";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { beginConfirmedRoles, endConfirmedRoles } from "./confirmed-roles";
import { inviteStaff } from "./invite-staff";
import { requireKeeper } from "./keepers";
import { readProposalText } from "./proposal";
import { REASON_CHARS_MIN } from "./proposal-faults";
import { insertConfirmation, insertRefusal, lockProposal, type Proposal } from "./proposal-store";
import { requireKeepersLeft } from "./propose-staff";
import { findByEmail, lockStaff } from "./role-store";

/** What was on the page, and a confirmation by this person over its digest: at most five minutes old, unused. */
export type ShownProposal = { actor: Actor; proposalId: string; digest: string; stepUpId: string };

/**
 * Confirms what another person proposed. Roles end at once. They begin at once for someone who has an account and reads
 * its address; anyone else is mailed a link of seven days, and they begin when it is opened.
 *
 * @returns `waits` true while the person concerned has yet to come
 * @throws AppError `forbidden` for others than compliance officers and operators; `signer_ineligible` for whoever proposed it
 * and whom it concerns; `already_signed` when it was confirmed; `wrong_state` when it was refused, or too few would be
 * left to see to the staff; `not_found`; `digest_changed`; `step_up_stale`; `step_up_failed`; `unavailable`
 */
export function confirmProposal({ actor, ...shown }: ShownProposal): Promise<{ waits: boolean }> {
  requireKeeper(actor);
  return transaction(async (tx) => {
    await lockStaff(tx);
    const proposal = await lockOpen(tx, actor, shown);
    const said = readProposalText(proposal.canonical);
    if (said.action === "end") await requireKeepersLeft(tx, said);
    await requireLiveLedger(tx);
    const { proposalId, digest, stepUpId } = shown;
    const { method, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });
    const { personId: confirmedById } = actor;
    await insertConfirmation(tx, { proposalId, confirmedById, digest, method, stepUpId });
    await appendEntry(tx, {
      kind: "staff.confirmed",
      subjectId: proposalId,
      data: {
        action: said.action,
        digest,
        proposer: proposal.proposedById,
        confirmer: confirmedById,
        method,
        assertion_digest: assertionDigest,
      },
    });
    if (said.action === "end") {
      await endConfirmedRoles(tx, said);
      return { waits: false };
    }
    if (await beginConfirmedRoles(tx, said)) return { waits: false };
    if ((await inviteStaff(tx, { email: said.email, proposalId, by: "mail" })) === undefined)
      throw new AppError("unavailable", "No mail can be sent from here, and the person has no account yet.");
    return { waits: true };
  });
}

/**
 * Refuses what another person proposed, for good and with a reason.
 *
 * @throws AppError as `confirmProposal`; `invalid_request` without a reason
 */
export function refuseProposal({
  actor,
  ...input
}: ShownProposal & { reason: string }): Promise<{ proposalId: string }> {
  requireKeeper(actor);
  const reason = requireReason(input.reason);
  return transaction(async (tx) => {
    const proposal = await lockOpen(tx, actor, input);
    await requireLiveLedger(tx);
    const { proposalId, digest, stepUpId } = input;
    const { method, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });
    const { personId: refusedById } = actor;
    await insertRefusal(tx, { proposalId, refusedById, reason, digest, method, stepUpId });
    await appendEntry(tx, {
      kind: "staff.refused",
      subjectId: proposalId,
      data: {
        action: proposal.action,
        digest,
        proposer: proposal.proposedById,
        refuser: refusedById,
        method,
        assertion_digest: assertionDigest,
      },
      secret: { reason },
    });
    return { proposalId };
  });
}

async function lockOpen(
  tx: Tx,
  actor: Actor,
  shown: { proposalId: string; digest: string },
): Promise<Proposal> {
  const proposal = await lockProposal(tx, shown.proposalId);
  if (proposal === null) throw new AppError("not_found");
  if (proposal.digest !== shown.digest)
    throw new AppError("digest_changed", "This is not what was proposed: read it again.");
  if (proposal.confirmation !== null) throw new AppError("already_signed", "It was confirmed already.");
  if (proposal.refusal !== null) throw new AppError("wrong_state", "It was refused; propose it anew.");
  if (proposal.proposedById === actor.personId)
    throw new AppError("signer_ineligible", "You proposed this; another person judges it.");
  if ((await findByEmail(tx, proposal.email))?.id === actor.personId)
    throw new AppError("signer_ineligible", "This concerns you; another person judges it.");
  return proposal;
}

function requireReason(text: string): string {
  const reason = text.trim();
  if (reason.length >= REASON_CHARS_MIN) return reason;
  const message = `Say why you refuse it, in at least ${REASON_CHARS_MIN} characters`;
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/reason", message }] });
}
