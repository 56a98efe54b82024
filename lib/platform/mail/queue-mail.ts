import { z } from "zod";
import type { Tx } from "../db";
import { newId } from "../ids";
import { composeMail, type MailWords, SEALED_LINK } from "./compose-mail";
import { mailKey, sealLink } from "./seal-link";
import { insertMail } from "./store";

const address = z.email().max(254);

/**
 * Puts a mail into the outbox, in the transaction of what it tells of; the caretaker sends it.
 *
 * @param mail.personId whose it is, or null for someone without an account
 * @param mail.link `secret` when whoever has the link may act with it: it then lies sealed until the mail is sent
 * @returns false when nothing was queued: a secret link without a MAIL_KEY to seal it
 * @throws ZodError for an address that is none: forms have checked it before
 */
export async function queueMail(
  tx: Tx,
  mail: {
    personId: string | null;
    address: string;
    words: Omit<MailWords, "link">;
    link: { label: string; url: string; secret?: true };
  },
): Promise<boolean> {
  const { label, url, secret } = mail.link;
  const key = secret ? mailKey() : null;
  if (secret && key === null) return false;
  const id = newId("eml");
  await insertMail(tx, {
    id,
    personId: mail.personId,
    address: address.parse(mail.address),
    ...composeMail({ ...mail.words, link: { label, url: key === null ? url : SEALED_LINK } }),
    sealedLink: key === null ? null : sealLink(key, id, url),
  });
  return true;
}
