import { type Actor, requireMember } from "#lib/identity/actor";
import type { Confirmation } from "#lib/identity/confirm-person";
import { endSessionsIn } from "#lib/identity/sign-in";
import { confirmStepUp, spendStepUp } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { sha256Hex } from "#lib/platform/canonical-json";
import { read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { deleteObject } from "#lib/platform/storage/store-object";
import type { ErasureReceipt } from "./erase-account";
import {
  countOrganisationRows,
  endOrganisation,
  eraseOrganisationRows,
  findMembersNow,
  findUnsubmittedBytes,
  lockOrganisationToErase,
} from "./erase-organisation-store";
import { insertReceipt } from "./erase-store";

/** What an admin signs for when they erase their organisation. */
export function organisationErasureDigest(organisationId: string): string {
  return sha256Hex(`erasure of the organisation ${organisationId}`);
}

/**
 * Erases an organisation: drafts, documents that were never submitted, invitations, domains; everyone leaves and is
 * signed out. What was signed or decided stays. The accounts of its people are theirs to erase.
 *
 * @returns what went and what is left, counted after the fact; the same stands in the ledger
 * @throws AppError not_found | forbidden (admins only) | wrong_state while a grant lives or a case is open |
 * step_up_failed | sign_in_locked
 */
export async function eraseOrganisation({
  actor,
  organisationId,
  confirmation,
}: {
  actor: Actor;
  organisationId: string;
  confirmation: Confirmation;
}): Promise<ErasureReceipt> {
  requireMember(actor, organisationId, "admin");
  const digest = organisationErasureDigest(organisationId);
  const { stepUpId } = await confirmStepUp({ actor, digest, ...confirmation });
  const { bytes, ...receipt } = await transaction(async (tx) => {
    await spendStepUp(tx, { actor, digest, stepUpId });
    const found = await lockOrganisationToErase(tx, organisationId);
    const refusal = refusalOf(found);
    if (refusal !== null || found === null) throw new AppError("wrong_state", refusal ?? undefined);
    const stored = await findUnsubmittedBytes(tx, organisationId);
    return { bytes: stored, ...(await eraseRows(tx, { actor, organisationId, isSigned: found.isSigned })) };
  });
  // After the commit: bytes without a row are sealed and nobody's; a row without its bytes would be a fault.
  for (const storageKey of bytes) await deleteObject({ purpose: "evidence", storageKey });
  return receipt;
}

async function eraseRows(
  tx: Tx,
  { actor, ...of }: { actor: Actor; organisationId: string; isSigned: boolean },
): Promise<ErasureReceipt> {
  const { organisationId } = of;
  for (const personId of await findMembersNow(tx, organisationId)) await endSessionsIn(tx, { personId });
  const erased = await eraseOrganisationRows(tx, of);
  await endOrganisation(tx, organisationId);

  const { gone, kept } = await countOrganisationRows(tx, organisationId);
  const left = Object.entries(gone).filter(([, count]) => count > 0);
  if (left.length > 0) throw new Error(`rows are left after an erasure: ${left.map(String).join("; ")}`);
  const receiptId = newId("era");
  const erasedById = actor.personId;
  await insertReceipt(tx, {
    id: receiptId,
    subjectId: organisationId,
    kind: "organisation",
    erasedById,
    erased,
    kept,
  });
  await appendEntry(tx, {
    kind: "organisation.erased",
    subjectId: organisationId,
    data: { receipt: receiptId, erased, kept, actor: erasedById },
  });
  return { receiptId, erased, kept };
}

/**
 * What stands in the way of erasing an organisation, in words that say what to do first; null when nothing does.
 *
 * @throws AppError not_found | forbidden (admins only)
 */
export async function whyOrganisationNotErased(actor: Actor, organisationId: string): Promise<string | null> {
  requireMember(actor, organisationId, "admin");
  return read(async (tx) => refusalOf(await lockOrganisationToErase(tx, organisationId)));
}

function refusalOf(found: Awaited<ReturnType<typeof lockOrganisationToErase>>): string | null {
  if (found === null) return "This organisation is erased already.";
  if (found.isDemo) return "The demo's organisations stay: others are signed in as their people.";
  if (found.liveGrants > 0) {
    return "A grant of yours is live. Ask an operator to revoke it, or wait until it has expired; then erase.";
  }
  const [first] = found.openCases;
  if (first === undefined) return null;
  const others = found.openCases.length - 1;
  return `${first}${others > 0 ? ` and ${others} more` : ""} is open with us. Withdraw it, or wait until it is decided; then erase.`;
}
