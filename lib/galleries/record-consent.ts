import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { type Caller, requireKeeper } from "./access";
import { insertConsent } from "./consent-store";
import { holdSubject } from "./hold-subject";
import { type Made, makeOnce } from "./make-once";

export type AskedConsent = {
  subjectId: string;
  purpose: string;
  /** Where the tenant keeps the signed words. */
  reference: string;
  expiresAt: Date | null;
  idempotencyKey: string;
};

/**
 * Puts on record that a subject agreed to one of the grant's purposes.
 *
 * @throws AppError the gate's codes | purpose_not_granted | not_found | idempotency_mismatch | invalid_request for an
 *   end that has passed
 */
export async function recordConsent(caller: Caller, asked: AskedConsent): Promise<Made> {
  const { tenantId } = caller;
  const { subjectId, purpose, reference, expiresAt, idempotencyKey } = asked;
  const id = newId("con");
  return transaction(async (tx) => {
    const { grant, now } = await requireKeeper(tx, caller);
    if (!grant.terms.purposes.includes(purpose)) {
      throw new AppError("purpose_not_granted", "the grant has no such entry in purposes", {
        missing: [`purposes.${purpose}`],
      });
    }
    await holdSubject(tx, { tenantId, subjectId });
    const make = async () => {
      if (expiresAt !== null && expiresAt <= now) {
        throw new AppError("invalid_request", "See errors.", {
          errors: [{ pointer: "/expires_at", message: "Give a moment that is still to come" }],
        });
      }
      await insertConsent(tx, { id, tenantId, subjectId, purpose, reference, expiresAt });
      await appendEntry(tx, {
        kind: "consent.recorded",
        subjectId: id,
        data: { subject_id: subjectId, purpose, expires_at: expiresAt?.toISOString() ?? null },
      });
    };
    const body = { subjectId, purpose, reference, expiresAt: expiresAt?.toISOString() ?? null };
    return makeOnce(tx, { tenantId, route: "POST /v1/consents", idempotencyKey, body }, { id, make });
  });
}
