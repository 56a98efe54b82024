import type { Actor } from "#lib/identity/actor";
import { noteAddressConfirmed } from "#lib/identity/confirm-address";
import { createPerson } from "#lib/identity/create-person";
import { codeDigest } from "#lib/identity/invitation";
import { hashPassword } from "#lib/identity/password";
import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { Language } from "#lib/platform/language";
import { beginConfirmedRoles } from "./confirmed-roles";
import { lockStaffInvitation, markStaffAccepted, type OpenStaffInvitation } from "./invitation-store";
import { readProposalText } from "./proposal";
import { findProposal } from "./proposal-store";
import { beginRole, findByEmail } from "./role-store";

/**
 * Someone with an account comes to the staff, by the link that was mailed to their own address.
 *
 * @throws AppError invalid_request (pointer /code) for a code that opens no invitation, or one to someone else
 */
export function acceptStaffInvitation({ actor, code }: { actor: Actor; code: string }): Promise<void> {
  return transaction(async (tx) => {
    const invitation = await requireInvitation(tx, code);
    if ((await findByEmail(tx, invitation.email))?.id !== actor.personId)
      throw atCode(
        "This invitation is to another address than yours. Sign in with that one, or ask for another.",
      );
    await join(tx, invitation, actor.personId);
  });
}

/**
 * Someone without an account comes: it is made with the address that was written to.
 *
 * @throws AppError invalid_request (pointer /code) for a code that opens no invitation, or when the address has an
 * account already
 */
export async function acceptStaffAsNew({
  code,
  name,
  password,
  language,
}: {
  code: string;
  name: string;
  password: string;
  language: Language;
}): Promise<{ personId: string }> {
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    const invitation = await requireInvitation(tx, code);
    const personId = await createPerson(tx, { email: invitation.email, name, passwordHash, language });
    if (personId === null)
      throw atCode("You have an account already. Sign in first, then open the link again.");
    await join(tx, invitation, personId);
    return { personId };
  });
}

async function requireInvitation(tx: Tx, code: string): Promise<OpenStaffInvitation> {
  const invitation = await lockStaffInvitation(tx, codeDigest(code.trim()));
  if (invitation === null)
    throw atCode("This invitation was used, has expired, or never was. Ask for another.");
  return invitation;
}

async function join(tx: Tx, { id, proposalId }: OpenStaffInvitation, personId: string): Promise<void> {
  await markStaffAccepted(tx, { id, personId });
  // The code stood in the mail alone, or was handed over at the console.
  await noteAddressConfirmed(tx, personId);
  if (proposalId === null) {
    const role = { role: "compliance_officer", home_lane: null } as const;
    await beginRole(tx, { personId, role, proposalId });
    await appendEntry(tx, {
      kind: "staff.role_granted",
      subjectId: personId,
      data: { ...role, granted_by: "opening" },
    });
    return;
  }
  const proposal = await findProposal(tx, proposalId);
  if (proposal === null) throw new Error("an invitation without what it rests on");
  await beginConfirmedRoles(tx, readProposalText(proposal.canonical));
}

function atCode(message: string): AppError {
  return new AppError("invalid_request", message, { errors: [{ pointer: "/code", message }] });
}
