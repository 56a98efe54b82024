import {
  codeDigest,
  INVITATION_DAYS,
  newInvitationCode,
  staffInvitationLink,
} from "#lib/identity/invitation";
import { staffMail } from "#lib/identity/mail-texts";
import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { queueMail } from "#lib/platform/mail/queue-mail";
import { insertStaffInvitation } from "./invitation-store";

/**
 * Asks someone who is to be staff to come, by a link that works once, for a week: as long as what two people said holds.
 *
 * @param by `mail`: the link is in a mail to the address and nowhere else; `hand`: it is given back
 * @returns the link by hand; null when it was mailed; undefined when there is no key to seal it with in the waiting mail
 */
export async function inviteStaff(
  tx: Tx,
  of: { email: string; proposalId: string | null; by: "mail" | "hand" },
): Promise<string | null | undefined> {
  const { email, proposalId, by } = of;
  const code = newInvitationCode();
  const id = newId("sti");
  const days = INVITATION_DAYS;
  await insertStaffInvitation(tx, { id, proposalId, email, codeDigest: codeDigest(code), days });
  await appendEntry(tx, {
    kind: "staff.invited",
    subjectId: proposalId ?? id,
    data: { invitation: id, by },
    secret: { email },
  });
  const link = staffInvitationLink(code);
  if (by === "hand") return link;
  // Staff are written to in English until they choose another language.
  const { label, words } = staffMail("en", { days });
  const mailed = await queueMail(tx, {
    personId: null,
    address: email,
    words,
    link: { label, url: link, secret: true },
  });
  return mailed ? null : undefined;
}
