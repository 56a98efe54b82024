import type { ApplicationState } from "#lib/applications/application";
import { checkImport } from "#lib/applications/check-import";
import { type CreatedApplication, openDraft } from "#lib/applications/create-application";
import { type Actor, requireMember } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { lockGrant } from "./store";
import { findSignedText, findSuccessors, insertSuccession } from "./succession-store";

/** Where an amendment's case has ended without taking the grant's place. */
const OVER: readonly ApplicationState[] = ["withdrawn", "declined", "upheld", "revoked", "expired"];

/**
 * Opens a new case on a living grant, filled in with what was approved. Until its own decision the grant stays
 * untouched; when it is approved, its grant takes the older one's place at once.
 *
 * @throws AppError `not_found` for another organisation's; `forbidden` for a contributor; `wrong_state` for a grant
 * that has ended, or while another amendment of it is open
 */
export function amendGrant({
  actor,
  grantId,
}: {
  actor: Actor;
  grantId: string;
}): Promise<CreatedApplication> {
  return transaction(async (tx) => {
    const grant = await lockGrant(tx, grantId);
    if (grant === null) throw new AppError("not_found");
    requireMember(actor, grant.tenantId, "admin", "signatory");
    if (grant.state !== "active" && grant.state !== "restricted") {
      throw new AppError("wrong_state", "Only a grant that lives can be amended.");
    }
    const { applicationId: predecessorId, tenantId: organisationId } = grant;
    const open = (await findSuccessors(tx, predecessorId)).find(({ state }) => !isOver(state));
    if (open !== undefined) throw new AppError("wrong_state", `${open.reference} amends this already.`);

    const created = await openDraft(tx, {
      actor,
      organisationId,
      ...(await startingFrom(tx, predecessorId)),
    });
    const { applicationId } = created;
    await insertSuccession(tx, { applicationId, predecessorId, grantId, openedById: actor.personId });
    await appendEntry(tx, {
      kind: "grant.succession_opened",
      subjectId: applicationId,
      data: { predecessor: predecessorId, grant_id: grantId, actor: actor.personId },
    });
    return created;
  });
}

function isOver(state: string): boolean {
  return OVER.some((over) => over === state);
}

/** The approved text as a draft: what staff found and the signature are left out, as from any file. */
async function startingFrom(tx: Tx, applicationId: string) {
  const signed = await findSignedText(tx, applicationId);
  if (signed === null) throw new AppError("not_found");
  const checked = checkImport(signed.canonical);
  if (!checked.ok)
    throw new Error(`the signed text of ${applicationId} does not satisfy the contract any more`);
  return { title: signed.title, sections: checked.sections };
}
