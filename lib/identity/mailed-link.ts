import { createHash, randomBytes } from "node:crypto";
import { read, type Tx } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { queueMail } from "#lib/platform/mail/queue-mail";
import { deleteEndedLinks, insertMailedLink, type LinkPurpose, takeMailedLink } from "./mailed-link-store";

const CODE_BYTES = 32;
const CONFIRM_DAYS = 3;
export const RECOVER_MINUTES = 30;

/** How long each link works, where it leads, and what its mail says. */
const LINKS = {
  confirm: {
    minutes: CONFIRM_DAYS * 24 * 60,
    path: "/confirm",
    label: "Confirm the address",
    subject: "Confirm your address for Countersign",
    paragraphs: [
      "An account on Countersign was made with this address. Confirm that it is yours: until then the account can prepare an application and cannot submit one.",
      `The link works once, and for ${CONFIRM_DAYS} days. If you made no account, leave it: nothing is submitted without you.`,
    ],
    footer: "You get this because someone signed up with your address, or asked for this link again.",
  },
  recover: {
    minutes: RECOVER_MINUTES,
    path: "/recover/password",
    label: "Set a new password",
    subject: "A new password for Countersign",
    paragraphs: [
      "Someone asked to set a new password for your account on Countersign.",
      `The link works once, and for ${RECOVER_MINUTES} minutes. An authenticator is asked for afterwards as before. If it was not you, leave it: your password stands.`,
    ],
    footer: "You get this because someone typed your address on the page for a forgotten password.",
  },
} as const satisfies Record<LinkPurpose, unknown>;

/**
 * Makes a link that works once and puts it into a mail to the person's own address, in the caller's transaction. Its
 * code stands after `#`, which browsers send to nobody, and here only as a digest.
 *
 * @returns false when there is no key to seal it with in the waiting mail, and then nothing was sent
 */
export async function mailLink(
  tx: Tx,
  to: { personId: string; email: string; purpose: LinkPurpose },
): Promise<boolean> {
  const { minutes, path, label, ...words } = LINKS[to.purpose];
  const code = randomBytes(CODE_BYTES).toString("base64url");
  const { personId, purpose } = to;
  await insertMailedLink(tx, { id: newId("lnk"), personId, purpose, codeDigest: digestOf(code), minutes });
  return queueMail(tx, {
    personId,
    address: to.email,
    words,
    link: { label, url: `${env().portalUrl}${path}#${code}`, secret: true },
  });
}

/**
 * Uses up the link that a code belongs to.
 *
 * @returns whose it is
 * @throws AppError invalid_request (pointer /code), in the same words whatever is wrong with the code
 */
export async function useMailedLink(tx: Tx, of: { purpose: LinkPurpose; code: string }): Promise<string> {
  const personId = await takeMailedLink(tx, { purpose: of.purpose, codeDigest: digestOf(of.code.trim()) });
  if (personId !== null) return personId;
  const message = "This link was used, has expired, or never was. Ask for another.";
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/code", message }] });
}

/** For the caretaker, every so often. */
export function forgetEndedLinks(): Promise<number> {
  return read(deleteEndedLinks);
}

function digestOf(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}
