import type { Actor } from "#lib/identity/actor";
import { env } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { demoMail, demoMailOf, type KeptMail } from "#lib/platform/mail/demo-mail";

/**
 * The demo's mailbox: what would have been sent to the reader, and to the demo's people, as each of whom anyone can
 * sign in.
 *
 * @throws AppError `not_found` for a stranger, and for everyone outside the demo
 */
export async function mailbox(
  actor: Actor | null,
  before?: string,
): Promise<{ mails: readonly KeptMail[]; next: string | null }> {
  return demoMail(requireReader(actor).personId, before);
}

/** One mail of it. @throws AppError `not_found` as above, and for mail to anyone else */
export async function mailInBox(actor: Actor | null, mailId: string): Promise<KeptMail> {
  return demoMailOf(requireReader(actor).personId, mailId);
}

function requireReader(actor: Actor | null): Actor {
  if (actor === null || env().COUNTERSIGN_MODE !== "demo") throw new AppError("not_found");
  return actor;
}
