import type { Actor } from "#lib/identity/actor";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { homeLane, ineligible, requirePart } from "./access";
import { canPropose } from "./eligibility";
import { closedProposal, lockProposed } from "./sign-decision";
import { voidProposal } from "./void-proposal";

/**
 * Ends an open proposal instead of signing it, with a question or an objection for whoever proposes next. Every
 * signature on it counts for nothing; the case waits for another proposal.
 *
 * @throws AppError `signer_ineligible` to whoever could not sign in this case; `wrong_state` when it is not open;
 * `invalid_request` without a reason
 */
export function sendBackProposal(input: {
  actor: Actor;
  proposalId: string;
  reason: string;
}): Promise<{ applicationId: string }> {
  const { actor, proposalId } = input;
  const note = input.reason.trim();
  return transaction(async (tx) => {
    const { found, proposal } = await lockProposed(tx, actor, proposalId);
    const eligible = canPropose(await requirePart(tx, actor, found.id), homeLane(actor));
    if (!eligible.ok) throw ineligible("signer_ineligible", eligible.refusals);
    if (proposal.state !== "open") throw closedProposal(proposal);
    if (note === "") {
      throw new AppError("invalid_request", "Say what should be looked at again.", {
        errors: [{ pointer: "/question", message: "Say what should be looked at again" }],
      });
    }
    await voidProposal(tx, { proposal, reason: "sent_back", now: await databaseNow(tx), note });
    return { applicationId: found.id };
  });
}
