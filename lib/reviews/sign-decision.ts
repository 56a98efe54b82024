import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { homeLane, ineligible, requirePart } from "./access";
import { requireBoard } from "./board-check";
import { canSign } from "./eligibility";
import { lockOpenCase, type OpenCase } from "./open-case";
import { OUTCOME_MOVES } from "./outcome-moves";
import {
  closeProposal,
  findProposal,
  insertDecision,
  insertSignature,
  type ProposalRow,
} from "./proposal-store";
import { recomputeDigest } from "./recompute-digest";
import { voidProposal } from "./void-proposal";

/** Characters of a signer's own reason. */
export const SIGNER_REASON_CHARS_MIN = 10;

export type SignInput = {
  proposalId: string;
  /** The digest that was on the page: 64 hex digits. */
  digest: string;
  /** A confirmation by this person over this digest, at most five minutes old, unused. */
  stepUpId: string;
  reason: string;
};

export type Signed = {
  applicationId: string;
  /** How many have signed, this one with them, of how many. */
  signed: number;
  needed: number;
  /** The decision, when this was the last signature; null before. */
  decisionId: string | null;
};

/**
 * Signs a proposal. The last signature that it takes makes the decision, and nothing else does.
 *
 * What is signed is recomputed from the database under the case's lock: when anything that it covers has changed
 * since it was proposed, nobody signs it, and it is void.
 *
 * @throws AppError `digest_changed`; `signer_ineligible` with every reason; `already_signed`; `step_up_stale`;
 * `wrong_state` when it is void or decided; `invalid_request` without a reason of one's own; `unavailable` while
 * the ledger stands still
 */
export async function signDecision({ actor, ...input }: SignInput & { actor: Actor }): Promise<Signed> {
  const result = await transaction(async (tx) => {
    const { found, proposal } = await lockProposed(tx, actor, input.proposalId);
    if (proposal.state !== "open") throw closedProposal(proposal);
    if (input.digest !== proposal.digest) throw changed();
    if ((await recomputeDigest(tx, found, proposal)) !== proposal.digest) {
      // Kept, not thrown: the void must commit, so that the dead proposal does not stand open.
      await voidProposal(tx, { proposal, reason: "changed", now: await databaseNow(tx) });
      return "void";
    }
    const lane = await requireSigner(tx, actor, found, proposal);
    await requireBoard(tx, { actor, found, proposal });
    return sign(tx, {
      actor,
      lane,
      found,
      proposal,
      input: { ...input, reason: requireReason(input.reason) },
    });
  });
  if (result === "void") throw changed();
  return result;
}

/** The proposal and its case, locked in that order for everyone: signers take turns. */
export async function lockProposed(
  tx: Tx,
  actor: Actor,
  proposalId: string,
): Promise<{ found: OpenCase; proposal: ProposalRow }> {
  const before = await findProposal(tx, proposalId);
  if (before === undefined) throw new AppError("not_found");
  const found = await lockOpenCase(tx, before.applicationId);
  await requirePart(tx, actor, found.id);
  // Read once more: while this transaction waited for the lock, someone else may have signed or voided it.
  return { found, proposal: (await findProposal(tx, proposalId)) ?? before };
}

async function requireSigner(tx: Tx, actor: Actor, found: OpenCase, proposal: ProposalRow): Promise<Lane> {
  const part = await requirePart(tx, actor, found.id);
  const signer = { personId: actor.personId, homeLane: homeLane(actor) };
  const eligible = canSign(part, signer, signersSoFar(found, proposal));
  if (eligible.ok && signer.homeLane !== null) return signer.homeLane;
  const refusals = eligible.ok ? (["not_approver"] as const) : eligible.refusals;
  if (refusals.includes("already_signed")) throw new AppError("already_signed");
  throw ineligible("signer_ineligible", refusals);
}

export function signersSoFar({ screening, emergency }: OpenCase, { signatures }: ProposalRow) {
  return {
    // Two approvers decide an emergency whatever its tier (HS27): neither chair nor board is waited for.
    tier: emergency === null ? screening.result.tier : "emergency",
    needed: approversNeeded(screening.result.approvers),
    signed: signatures.map(({ signerId, signerLane }) => ({ signerId, lane: signerLane })),
  };
}

/** Two, or more where a rule asks for an extra sign-off; never fewer, whatever a screening says. */
function approversNeeded(approvers: number): number {
  return Math.max(2, approvers);
}

function requireReason(text: string): string {
  const reason = text.trim();
  if (reason.length >= SIGNER_REASON_CHARS_MIN) return reason;
  const message = `Say why, in at least ${SIGNER_REASON_CHARS_MIN} characters`;
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/reason", message }] });
}

type Signing = { actor: Actor; lane: Lane; found: OpenCase; proposal: ProposalRow; input: SignInput };

async function sign(tx: Tx, { actor, lane, found, proposal, input }: Signing): Promise<Signed> {
  const { digest, id: proposalId } = proposal;
  await requireLiveLedger(tx);
  const stepUp = await spendStepUpToSign(tx, { actor, digest, stepUpId: input.stepUpId });
  const slot = proposal.signatures.length + 1;
  await insertSignature(tx, {
    proposalId,
    slot,
    signerId: actor.personId,
    signerLane: lane,
    digest,
    method: stepUp.method,
    stepUpId: input.stepUpId,
    reason: input.reason,
  });
  const entry = ruledEntry("decision.signed", proposalId, {
    proposal_id: proposalId,
    application_id: found.id,
    digest,
    slot,
    signer: actor.personId,
    method: stepUp.method,
    step_up_at: stepUp.at.toISOString(),
    lane,
    assertion_digest: stepUp.assertionDigest,
  });
  await appendEntry(tx, { ...entry, secret: { reason: input.reason } });

  const { needed } = signersSoFar(found, proposal);
  const signed = { applicationId: found.id, signed: slot, needed };
  return slot < needed
    ? { ...signed, decisionId: null }
    : { ...signed, decisionId: await decide(tx, { actor, found, proposal }) };
}

/** The last of four beats: what the signatures add up to. */
async function decide(
  tx: Tx,
  { actor, found, proposal }: Pick<Signing, "actor" | "found" | "proposal">,
): Promise<string> {
  const { outcome, digest, id: proposalId } = proposal;
  const decisionId = await insertDecision(tx, { applicationId: found.id, proposalId, outcome, digest });
  await closeProposal(tx, { proposalId, state: "decided" });
  const signers = [...proposal.signatures.map(({ signerId }) => signerId), actor.personId];
  await appendEntry(
    tx,
    ruledEntry("decision.issued", decisionId, {
      application_id: found.id,
      proposal_id: proposalId,
      outcome,
      digest,
      signers,
    }),
  );
  await changeState(tx, {
    applicationId: found.id,
    from: "decision_pending",
    actor,
    ...OUTCOME_MOVES[outcome],
  });
  await emitEvent(tx, {
    kind: "decision.issued",
    subjectId: decisionId,
    data: { decisionId, applicationId: found.id, organisationId: found.organisationId, outcome },
  });
  return decisionId;
}

function changed(): AppError {
  return new AppError("digest_changed", "What you were shown has changed: read it again before you sign.");
}

export function closedProposal({ state }: ProposalRow): AppError {
  return new AppError(
    "wrong_state",
    state === "void"
      ? "This proposal is void: something that it covered changed."
      : "This is decided already.",
  );
}
