import { requireStaffRole } from "#lib/identity/actor";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { insertFactRefusal } from "./legal-fact-store";
import { lockOpenFact, requireOther, type Shown } from "./open-fact";

/** Characters of the reason for a refusal. */
export const REFUSAL_CHARS_MIN = 10;

/**
 * Refuses what another person recorded, for good and with a reason: it stays on record, and never counts. It may be
 * refused before the board has voted.
 *
 * @throws AppError `forbidden` for others than legal; `signer_ineligible` for whoever recorded it; `already_signed` for
 * whoever voted on it, or when it was confirmed; `wrong_state` when it was refused; `invalid_request` without a reason;
 * `not_found`; `digest_changed`; `step_up_stale`; `step_up_failed`; `unavailable` while the ledger stands still
 */
export function refuseFact({ actor, ...input }: Shown & { reason: string }): Promise<{ factId: string }> {
  requireStaffRole(actor, "legal");
  const reason = requireReason(input.reason);
  return transaction(async (tx) => {
    const recorded = await lockOpenFact(tx, input);
    requireOther(recorded, actor);
    await requireLiveLedger(tx);
    const { factId, digest, stepUpId } = input;
    const { method, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });
    const { personId: refusedById } = actor;
    await insertFactRefusal(tx, { factId, refusedById, reason, digest, method, stepUpId });
    await appendEntry(tx, {
      kind: "fact.refused",
      subjectId: factId,
      data: {
        fact: recorded.fact,
        digest,
        recorder: recorded.recordedById,
        refuser: refusedById,
        method,
        assertion_digest: assertionDigest,
      },
      secret: { reason },
    });
    return { factId };
  });
}

function requireReason(text: string): string {
  const reason = text.trim();
  if (reason.length >= REFUSAL_CHARS_MIN) return reason;
  const message = `Say why you refuse it, in at least ${REFUSAL_CHARS_MIN} characters`;
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/reason", message }] });
}
