import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { languageOr } from "#lib/platform/language";
import { queueMail } from "#lib/platform/mail/queue-mail";
import { type Actor, requireMember } from "./actor";
import {
  codeDigest,
  INVITATION_DAYS,
  INVITATIONS_A_DAY_MAX,
  INVITATIONS_OPEN_MAX,
  invitationLink,
  newInvitationCode,
} from "./invitation";
import { countInvitations, endInvitation, insertInvitation } from "./invitation-store";
import { findLanguage } from "./language-store";
import { invitationMail } from "./mail-texts";
import { findOrganisationPage, lockMembers } from "./member-store";
import type { MemberRole } from "./roles";
import { findPersonByEmail } from "./store";

/**
 * Asks a colleague to join: a link that works once, for a week, goes to them by mail. Another for the same invitation is
 * given back here, to be shown to the admin this once; it does not show that the colleague reads the address.
 *
 * @param email trimmed and in lower case
 * @returns `mailed` false when there is no key to seal the link with, so that the admin must pass it on
 * @throws AppError not_found | forbidden (admins only) | invalid_request (pointer /email) | rate_limited
 */
export async function inviteMember({
  actor,
  organisationId,
  email,
  role,
}: {
  actor: Actor;
  organisationId: string;
  email: string;
  role: MemberRole;
}): Promise<{ invitationId: string; link: string; mailed: boolean }> {
  requireMember(actor, organisationId, "admin");
  const code = newInvitationCode();
  // Another than the admin is shown: whoever has it reads mail to the address.
  const mailedCode = newInvitationCode();
  const invitationId = newId("inv");
  const link = invitationLink(code);
  return transaction(async (tx) => {
    await requireRoom(tx, { organisationId, email });
    await insertInvitation(tx, {
      id: invitationId,
      organisationId,
      email,
      role,
      codeDigest: codeDigest(code),
      mailedCodeDigest: codeDigest(mailedCode),
      invitedById: actor.personId,
      days: INVITATION_DAYS,
    });
    await appendEntry(tx, {
      kind: "member.invited",
      subjectId: organisationId,
      data: { invitation: invitationId, role, actor: actor.personId },
      secret: { email },
    });
    const mailedLink = invitationLink(mailedCode);
    const mailed = await mailInvitation(tx, { actor, organisationId, email, role, link: mailedLink });
    return { invitationId, link, mailed };
  });
}

/** @throws AppError not_found | forbidden (admins only) | wrong_state when it cannot be accepted any more anyway */
export async function withdrawInvitation({
  actor,
  organisationId,
  invitationId,
}: {
  actor: Actor;
  organisationId: string;
  invitationId: string;
}): Promise<void> {
  requireMember(actor, organisationId, "admin");
  await transaction(async (tx) => {
    if (!(await endInvitation(tx, { id: invitationId, organisationId }))) {
      throw new AppError("wrong_state", "This invitation was accepted or withdrawn, or has expired.");
    }
    await appendEntry(tx, {
      kind: "member.invitation_withdrawn",
      subjectId: organisationId,
      data: { invitation: invitationId, actor: actor.personId },
    });
  });
}

async function requireRoom(tx: Tx, of: { organisationId: string; email: string }): Promise<void> {
  // Locked first, so that two invitations at once are counted one after the other.
  if ((await lockMembers(tx, of.organisationId)) === null) throw new AppError("not_found");
  const { open, today, isInvited, isMember } = await countInvitations(tx, of);
  if (isMember) throw atEmail({ message: "is a member already" });
  if (isInvited) throw atEmail({ message: "is invited already; withdraw that invitation to send another" });
  if (open >= INVITATIONS_OPEN_MAX || today >= INVITATIONS_A_DAY_MAX) {
    throw new AppError(
      "rate_limited",
      `At most ${INVITATIONS_OPEN_MAX} invitations can be open, and ${INVITATIONS_A_DAY_MAX} sent in a day.`,
    );
  }
}

function atEmail({ message }: { message: string }): AppError {
  return new AppError("invalid_request", "Please look at the address.", {
    errors: [{ pointer: "/email", message }],
  });
}

async function mailInvitation(
  tx: Tx,
  of: { actor: Actor; organisationId: string; email: string; role: MemberRole; link: string },
): Promise<boolean> {
  const organisation = (await findOrganisationPage(tx, of.organisationId))?.name ?? "";
  const invited = await findPersonByEmail(tx, of.email);
  // Nobody knows what a stranger reads; most likely what the colleague does who asks them.
  const language = languageOr(await findLanguage(tx, invited?.id ?? of.actor.personId));
  const { label, words } = invitationMail(language, { organisation, role: of.role, days: INVITATION_DAYS });
  return queueMail(tx, {
    personId: invited?.id ?? null,
    address: of.email,
    words,
    link: { label, url: of.link, secret: true },
  });
}
