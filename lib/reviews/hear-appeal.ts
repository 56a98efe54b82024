import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { sha256Hex } from "#lib/platform/canonical-json";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError, type FieldError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { requireReviewer } from "./access";
import { type AppealContent, appealText } from "./appeal";
import {
  type AppealProposalRow,
  type AppealRow,
  closeAppealProposal,
  findAppeal,
  findAppealProposal,
  findAppealProposals,
  findPartInAppealed,
  insertAppealProposal,
} from "./appeal-store";
import type { AppealOutcome } from "./appeal-words";
import { lockCase } from "./case-store";
import { canHear, PANEL_WORDS } from "./panel";

/** Characters of an appeal's reasons, in full and as published. */
export const APPEAL_REASONS_CHARS_MIN = 40;

/**
 * Puts an outcome of an appeal before the panel. Proposing signs nothing; the one who proposes may sign it.
 *
 * @param input.publicReasons the reasons as the public register shows them: without names or what is the parties' own
 * @throws AppError `signer_ineligible` with every reason, to whoever had a part in the case; `wrong_state` when the
 * appeal is decided or another proposal is open; `invalid_request` without reasons
 */
export function proposeAppealOutcome(input: {
  actor: Actor;
  appealId: string;
  outcome: AppealOutcome;
  reasons: string;
  publicReasons: string;
}): Promise<{ proposalId: string; digest: string }> {
  const { actor, appealId, outcome } = input;
  const reasons = input.reasons.trim();
  const publicReasons = input.publicReasons.trim();
  return transaction(async (tx) => {
    const appeal = await lockAppeal(tx, actor, appealId);
    await requirePanelist(tx, actor, appeal);
    requireOpen(appeal);
    if ((await findAppealProposals(tx, appealId)).some(({ state }) => state === "open")) {
      throw new AppError("wrong_state", "An outcome is proposed already; sign it or send it back first.");
    }
    const errors = [...tooShort("reasons", reasons), ...tooShort("public_reasons", publicReasons)];
    if (errors.length > 0) throw new AppError("invalid_request", "Both texts have to be there.", { errors });

    const proposalId = newId("apg");
    const { canonical, digest } = appealText(
      contentOf(appeal, { id: proposalId, outcome, reasons, publicReasons }),
    );
    const proposedById = actor.personId;
    const row = {
      id: proposalId,
      appealId,
      outcome,
      reasons,
      publicReasons,
      canonical,
      digest,
      proposedById,
    };
    await insertAppealProposal(tx, row);
    await appendEntry(tx, {
      kind: "appeal.proposed",
      subjectId: proposalId,
      data: { appeal_id: appealId, application_id: appeal.applicationId, digest, proposer: proposedById },
      secret: { outcome, reasons },
    });
    return { proposalId, digest };
  });
}

/** Ends an open proposal with a question, and every signature on it; the appeal waits for another one. */
export function sendBackAppealOutcome(input: {
  actor: Actor;
  proposalId: string;
  reason: string;
}): Promise<{ appealId: string }> {
  const { actor, proposalId } = input;
  const reason = input.reason.trim();
  return transaction(async (tx) => {
    const { appeal, proposal } = await lockAppealProposal(tx, actor, proposalId);
    await requirePanelist(tx, actor, appeal);
    if (proposal.state !== "open") throw new AppError("wrong_state", "This proposal is not open any more.");
    if (reason === "") {
      throw new AppError("invalid_request", "Say what should be looked at again.", {
        errors: [{ pointer: "/question", message: "Say what should be looked at again" }],
      });
    }
    const voidedAt = await databaseNow(tx);
    await closeAppealProposal(tx, proposalId, { state: "void", voidReason: reason, voidedAt });
    await appendEntry(tx, {
      kind: "appeal.voided",
      subjectId: proposalId,
      data: { appeal_id: appeal.id, digest: proposal.digest, actor: actor.personId },
      secret: { reason },
    });
    return { appealId: appeal.id };
  });
}

/** The appeal, its case locked until the transaction ends, so that the panel takes turns. */
export async function lockAppeal(tx: Tx, actor: Actor, appealId: string): Promise<AppealRow> {
  requireReviewer(actor);
  const before = await findAppeal(tx, appealId);
  if (before === undefined) throw new AppError("not_found");
  await lockCase(tx, before.applicationId);
  // Read once more: while this transaction waited for the lock, the other member may have decided it.
  return (await findAppeal(tx, appealId)) ?? before;
}

export async function lockAppealProposal(
  tx: Tx,
  actor: Actor,
  proposalId: string,
): Promise<{ appeal: AppealRow; proposal: AppealProposalRow }> {
  const before = await findAppealProposal(tx, proposalId);
  if (before === undefined) throw new AppError("not_found");
  const appeal = await lockAppeal(tx, actor, before.appealId);
  return { appeal, proposal: (await findAppealProposal(tx, proposalId)) ?? before };
}

/** @throws AppError `signer_ineligible` with every reason */
export async function requirePanelist(tx: Tx, actor: Actor, { applicationId }: AppealRow): Promise<void> {
  const eligible = canHear(await findPartInAppealed(tx, applicationId, actor.personId), actor);
  if (eligible.ok) return;
  const words = eligible.refusals.map((refusal) => PANEL_WORDS[refusal]).join(" ");
  throw new AppError("signer_ineligible", words, { reasons: eligible.refusals });
}

export function requireOpen({ state }: AppealRow): void {
  if (state !== "open") throw new AppError("wrong_state", "This appeal is decided.");
}

/** What is signed, from the appeal as it stands in the database now. */
export function contentOf(
  appeal: AppealRow,
  proposal: Pick<AppealProposalRow, "id" | "outcome" | "reasons" | "publicReasons">,
): AppealContent {
  return {
    v: 1,
    proposal_id: proposal.id,
    appeal: {
      id: appeal.id,
      application_id: appeal.applicationId,
      revision_id: appeal.revisionId,
      against: appeal.against,
      grounds: appeal.grounds,
      statement_digest: sha256Hex(appeal.statement),
    },
    outcome: proposal.outcome,
    reasons: proposal.reasons,
    public_reasons: proposal.publicReasons,
  };
}

function tooShort(field: string, text: string): FieldError[] {
  if (text.length >= APPEAL_REASONS_CHARS_MIN) return [];
  return [{ pointer: `/${field}`, message: `At least ${APPEAL_REASONS_CHARS_MIN} characters` }];
}
