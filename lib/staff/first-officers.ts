import { z } from "zod";
import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { findOpening, insertOpening } from "./invitation-store";
import { inviteStaff } from "./invite-staff";
import { findByEmail, findStaff, lockStaff } from "./role-store";

export type NamedOfficer = { email: string; link: string | null };

/**
 * Names the two first officers of an installation in which nobody was ever staff, for its operator at the console. Each
 * becomes compliance officer by a link of their own; from then on the two name everyone else. Said again with the same
 * addresses, whoever has not come yet is sent another link.
 *
 * @param by `mail`: the links are in the mails alone; `hand`: they are given back, for where no mail goes out
 * @throws AppError invalid_request for what are not two addresses; wrong_state where there is staff, or in a database of
 * the demo; unavailable where no link can be sealed for mail
 */
export async function nameFirstOfficers({
  emails: typed,
  by,
}: {
  emails: readonly string[];
  by: "mail" | "hand";
}): Promise<NamedOfficer[]> {
  const emails = requireTwo(typed);
  return transaction(async (tx) => {
    await lockStaff(tx);
    const waiting = await openFor(tx, emails);
    const named: NamedOfficer[] = [];
    for (const email of waiting) {
      const link = await inviteStaff(tx, { email, proposalId: null, by });
      if (link === undefined)
        throw new AppError("unavailable", "No mail can be sealed here; take the links by hand with --print.");
      named.push({ email, link });
    }
    return named;
  });
}

function requireTwo(typed: readonly string[]): string[] {
  const emails = typed.map((email) => email.trim().toLowerCase());
  const areRight = emails.every((email) => z.email().max(254).safeParse(email).success);
  if (areRight && emails.length === 2 && emails[0] !== emails[1]) return emails.sort();
  throw new AppError("invalid_request", "Give the e-mail addresses of two different people.");
}

/** @returns those who have not come yet */
async function openFor(tx: Tx, emails: string[]): Promise<readonly string[]> {
  const opening = await findOpening(tx);
  if (opening?.kind === "demo")
    throw new AppError(
      "wrong_state",
      "This is the database of a demo, and stays one: begin with an empty one.",
    );
  const isSame = opening !== null && [...opening.emails].sort().join() === emails.join();
  const staff = await findStaff(tx);
  if (!isSame && staff.length > 0)
    throw new AppError(
      "wrong_state",
      "There is staff already; two of it name any other, at /operate/people.",
    );
  if (!isSame) {
    const id = newId("sto");
    await insertOpening(tx, { id, emails });
    await appendEntry(tx, {
      kind: "staff.opened",
      subjectId: id,
      data: { officers: emails.length },
      secret: { emails: emails.join(" ") },
    });
  }
  const waiting: string[] = [];
  for (const email of emails) {
    if ((await findByEmail(tx, email))?.staffRoles.length) continue;
    waiting.push(email);
  }
  if (waiting.length === 0) throw new AppError("wrong_state", "Both have come already.");
  return waiting;
}
