import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import type { Language } from "#lib/platform/language";
import type { Actor } from "./actor";
import { isAddressConfirmed, noteAddressConfirmed } from "./confirm-address";
import { createPerson } from "./create-person";
import { codeDigest } from "./invitation";
import { lockInvitation, markAccepted, type OpenInvitation } from "./invitation-store";
import { mailLink } from "./mailed-link";
import { beginMembership } from "./member-store";
import { hashPassword } from "./password";
import { MEMBER_ROLES } from "./roles";
import { findPerson } from "./store";

/**
 * Someone with an account accepts an invitation to their own address.
 *
 * @throws AppError invalid_request (pointer /code) for a code that opens no invitation, or one to someone else
 */
export async function acceptInvitation({
  actor,
  code,
}: {
  actor: Actor;
  code: string;
}): Promise<{ organisationId: string }> {
  return transaction(async (tx) => {
    const invitation = await requireInvitation(tx, code);
    const person = await findPerson(tx, actor.personId);
    if (person?.email !== invitation.email) {
      throw atCode(
        "This invitation is to another address than yours. Sign in with that one, or ask for another.",
      );
    }
    return join(tx, invitation, actor.personId);
  });
}

/**
 * Someone without an account accepts: the account is made with the address that was invited. The code of the mail shows
 * that it is theirs; with the one that an admin passed on they are sent a link to confirm it.
 *
 * @throws AppError invalid_request (pointer /code) for a code that opens no invitation, or when the address has an
 * account already
 */
export async function acceptAsNewPerson({
  code,
  name,
  password,
  language = "en",
}: {
  code: string;
  name: string;
  password: string;
  /** In which they read the page, and are written to from now on. */
  language?: Language;
}): Promise<{ organisationId: string; personId: string }> {
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    const invitation = await requireInvitation(tx, code);
    const { email } = invitation;
    const personId = await createPerson(tx, { email, name, passwordHash, language });
    if (personId === null)
      throw atCode("You have an account already. Sign in first, then open the link again.");
    if (!invitation.isByMail) await mailLink(tx, { personId, email, purpose: "confirm" });
    return { ...(await join(tx, invitation, personId)), personId };
  });
}

async function requireInvitation(tx: Tx, code: string): Promise<OpenInvitation> {
  const invitation = await lockInvitation(tx, codeDigest(code.trim()));
  if (invitation === null) {
    throw atCode("This invitation was used or withdrawn, has expired, or never was. Ask for another.");
  }
  return invitation;
}

async function join(
  tx: Tx,
  { id, organisationId, role: invitedAs, isByMail }: OpenInvitation,
  personId: string,
): Promise<{ organisationId: string }> {
  const role = MEMBER_ROLES.find((one) => one === invitedAs) ?? "contributor";
  if (isByMail) await noteAddressConfirmed(tx, personId);
  if (role === "signatory" && !(await isAddressConfirmed(tx, personId))) {
    throw atCode(
      "A signatory binds the organisation, so their address has to be shown to be theirs. Use the link in the mail that was sent to it.",
    );
  }
  await markAccepted(tx, { id, personId });
  if (!(await beginMembership(tx, { id: newId("mem"), organisationId, personId, role }))) {
    throw atCode("You are a member of this organisation already.");
  }
  await appendEntry(tx, {
    kind: "member.joined",
    subjectId: organisationId,
    data: { person: personId, role, invitation: id },
  });
  await emitEvent(tx, {
    kind: "member.joined",
    subjectId: organisationId,
    data: { person_id: personId, role },
  });
  return { organisationId };
}

function atCode(message: string): AppError {
  return new AppError("invalid_request", message, { errors: [{ pointer: "/code", message }] });
}
