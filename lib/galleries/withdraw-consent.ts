import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type Caller, requireRemover } from "./access";
import { type ConsentRow, findConsent, saveWithdrawal } from "./consent-store";
import { deleteFacesOfConsent } from "./face-store";
import { findSubject, touchCollection } from "./store";

/**
 * Ends a consent and deletes every template that was made under it, in one transaction. Doing it again changes nothing.
 *
 * @returns the consent as it stands now
 * @throws AppError key_revoked | ip_denied | not_found
 */
export async function withdrawConsent(
  caller: Caller,
  { consentId }: { consentId: string },
): Promise<ConsentRow> {
  const { tenantId } = caller;
  return transaction(async (tx) => {
    await requireRemover(tx, caller);
    const consent = await requireConsent(tx, { tenantId, consentId });
    const subject = await findSubject(tx, { tenantId, subjectId: consent.subjectId });
    if (subject !== null) await touchCollection(tx, { tenantId, collectionId: subject.collectionId });
    if (!(await saveWithdrawal(tx, { tenantId, consentId })))
      return requireConsent(tx, { tenantId, consentId });
    const faces = await deleteFacesOfConsent(tx, consentId);
    await appendEntry(tx, {
      kind: "consent.withdrawn",
      subjectId: consentId,
      data: { faces_deleted: faces },
    });
    return requireConsent(tx, { tenantId, consentId });
  });
}

async function requireConsent(tx: Tx, of: { tenantId: string; consentId: string }): Promise<ConsentRow> {
  const consent = await findConsent(tx, of);
  if (consent === null) throw new AppError("not_found", "There is no such consent.");
  return consent;
}
