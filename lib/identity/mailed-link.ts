import { createHash, randomBytes } from "node:crypto";
import { read, type Tx } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { languageOr } from "#lib/platform/language";
import { queueMail } from "#lib/platform/mail/queue-mail";
import { findLanguage } from "./language-store";
import { linkMail } from "./mail-texts";
import { deleteEndedLinks, insertMailedLink, type LinkPurpose, takeMailedLink } from "./mailed-link-store";

const CODE_BYTES = 32;
const CONFIRM_DAYS = 3;
export const RECOVER_MINUTES = 30;

/** How long each link works, and where it leads. */
const LINKS = {
  confirm: { minutes: CONFIRM_DAYS * 24 * 60, path: "/confirm" },
  recover: { minutes: RECOVER_MINUTES, path: "/recover/password" },
} as const satisfies Record<LinkPurpose, unknown>;

/**
 * Makes a link that works once and puts it into a mail to the person's own address and in their language, in the caller's transaction. Its
 * code stands after `#`, which browsers send to nobody, and here only as a digest.
 *
 * @returns false when there is no key to seal it with in the waiting mail, and then nothing was sent
 */
export async function mailLink(
  tx: Tx,
  to: { personId: string; email: string; purpose: LinkPurpose },
): Promise<boolean> {
  const { minutes, path } = LINKS[to.purpose];
  const code = randomBytes(CODE_BYTES).toString("base64url");
  const { personId, purpose } = to;
  await insertMailedLink(tx, { id: newId("lnk"), personId, purpose, codeDigest: digestOf(code), minutes });
  const language = languageOr(await findLanguage(tx, personId));
  const { label, words } = linkMail(language, purpose, { days: CONFIRM_DAYS, minutes: RECOVER_MINUTES });
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
