import { requireStaffRole } from "#lib/identity/actor";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { hasBoardPassed, insertFactConfirmation } from "./legal-fact-store";
import { lockOpenFact, requireOther, type Shown } from "./open-fact";

/**
 * Confirms what another person recorded: from now on screenings see it. What begins has been passed by the board.
 *
 * @throws AppError `forbidden` for others than legal; `signer_ineligible` for whoever recorded it or voted on it;
 * `already_signed` when it was confirmed; `wrong_state` before the board has passed it, or when it was refused;
 * `not_found`; `digest_changed`; `step_up_stale`; `step_up_failed` for a passkey that signed nothing; `unavailable`
 * while the ledger stands still
 */
export function confirmFact({ actor, ...shown }: Shown): Promise<{ factId: string }> {
  requireStaffRole(actor, "legal");
  return transaction(async (tx) => {
    const recorded = await lockOpenFact(tx, shown);
    requireOther(recorded, actor);
    const { id: factId, digest, fact, endsId } = recorded;
    if (endsId === null && !(await hasBoardPassed(tx, factId)))
      throw new AppError("wrong_state", "The board has not passed it yet.");
    await requireLiveLedger(tx);
    const { stepUpId } = shown;
    const { method, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });
    await insertFactConfirmation(tx, { factId, confirmedById: actor.personId, digest, method, stepUpId });
    await appendEntry(tx, {
      kind: "fact.confirmed",
      subjectId: factId,
      data: {
        fact,
        digest,
        recorder: recorded.recordedById,
        confirmer: actor.personId,
        method,
        assertion_digest: assertionDigest,
      },
    });
    return { factId };
  });
}
