import type { ReasonCode } from "#lib/applications/application";
import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { sha256Hex } from "#lib/platform/canonical-json";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { appealText, PANEL_SIZE } from "./appeal";
import {
  type AppealProposalRow,
  type AppealRow,
  closeAppealProposal,
  decideAppeal,
  insertAppealSignature,
} from "./appeal-store";
import type { AppealOutcome } from "./appeal-words";
import { contentOf, lockAppealProposal, requireOpen, requirePanelist } from "./hear-appeal";
import { openFreshRound } from "./open-fresh-round";
import { SIGNER_REASON_CHARS_MIN } from "./sign-decision";

const REASON_OF = {
  upheld: "appeal_upheld_decision",
  remanded: "appeal_remanded",
  reversed: "appeal_reversed_decision",
} as const satisfies Record<AppealOutcome, ReasonCode>;

export type AppealSigned = { appealId: string; applicationId: string; signed: number; decided: boolean };

/**
 * Signs an outcome of an appeal; the second member's signature over the same digest decides it, and nothing else
 * does. A case that is sent back goes into review with fresh lanes at once, unless a rule still stops it.
 *
 * @param input.digest what was on the page
 * @param input.stepUpId a confirmation by this person over this digest, at most five minutes old, unused
 * @throws AppError `digest_changed`; `signer_ineligible` with every reason; `already_signed`; `step_up_stale`;
 * `wrong_state`; `invalid_request` without a reason of one's own; `unavailable` while the ledger stands still
 */
export function signAppeal(input: {
  actor: Actor;
  proposalId: string;
  digest: string;
  stepUpId: string;
  reason: string;
}): Promise<AppealSigned> {
  const { actor, proposalId, digest, stepUpId } = input;
  return transaction(async (tx) => {
    const { appeal, proposal } = await lockAppealProposal(tx, actor, proposalId);
    if (proposal.signatures.some(({ signerId }) => signerId === actor.personId))
      throw new AppError("already_signed");
    await requirePanelist(tx, actor, appeal);
    requireOpen(appeal);
    if (proposal.state !== "open") throw new AppError("wrong_state", "This proposal is not open any more.");
    if (digest !== proposal.digest || appealText(contentOf(appeal, proposal)).digest !== digest) {
      throw new AppError("digest_changed", "What you were shown has changed: read it again before you sign.");
    }
    const reason = requireReason(input.reason);
    await requireLiveLedger(tx);
    const { method, at, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });

    const slot = proposal.signatures.length + 1;
    const signerId = actor.personId;
    await insertAppealSignature(tx, { proposalId, slot, signerId, digest, method, stepUpId, reason });
    await appendEntry(tx, {
      kind: "appeal.signed",
      subjectId: proposalId,
      data: {
        appeal_id: appeal.id,
        digest,
        slot,
        signer: signerId,
        method,
        step_up_at: at.toISOString(),
        assertion_digest: assertionDigest,
      },
      secret: { reason },
    });
    const { applicationId } = appeal;
    if (slot < PANEL_SIZE) return { appealId: appeal.id, applicationId, signed: slot, decided: false };
    await decide(tx, { actor, appeal, proposal });
    return { appealId: appeal.id, applicationId, signed: slot, decided: true };
  });
}

function requireReason(text: string): string {
  const reason = text.trim();
  if (reason.length >= SIGNER_REASON_CHARS_MIN) return reason;
  const message = `Say why, in at least ${SIGNER_REASON_CHARS_MIN} characters`;
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/reason", message }] });
}

async function decide(
  tx: Tx,
  { actor, appeal, proposal }: { actor: Actor; appeal: AppealRow; proposal: AppealProposalRow },
): Promise<void> {
  const { outcome, publicReasons, digest } = proposal;
  const { applicationId } = appeal;
  const decidedAt = await databaseNow(tx);
  await decideAppeal(tx, appeal.id, { outcome, publicReasons, decidedAt });
  await closeAppealProposal(tx, proposal.id, { state: "decided" });
  await appendEntry(tx, {
    kind: "appeal.decided",
    subjectId: appeal.id,
    data: {
      application_id: applicationId,
      proposal_id: proposal.id,
      outcome,
      digest,
      // The register shows the text beside this; whoever holds both can see that it is the one.
      public_reasons_digest: sha256Hex(publicReasons),
      signers: [...proposal.signatures.map(({ signerId }) => signerId), actor.personId],
    },
  });
  await changeState(tx, {
    applicationId,
    from: "appeal_open",
    to: outcome,
    actor,
    reasonCode: REASON_OF[outcome],
  });
  if (outcome === "remanded") await openFreshRound(tx, { applicationId, from: "remanded", actor: "service" });
}
