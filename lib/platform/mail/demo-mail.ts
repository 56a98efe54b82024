import { read } from "../db";
import { env } from "../env";
import { AppError } from "../errors";
import { withLink } from "./compose-mail";
import { mailKey, openLink } from "./seal-link";
import { findDemoMail } from "./store";

export type KeptMail = {
  id: string;
  address: string;
  subject: string;
  text: string;
  html: string;
  state: string;
  attempts: number;
  createdAt: Date;
};

export const MAILBOX_PAGE = 25;

/**
 * What would have been sent to the demo's people and to its reader, the latest first. Mail to anyone else is nobody's to
 * read here.
 *
 * @param readerId the signed-in person: who signed up in a demo finds the link to confirm their address here
 * @param before the id after which to go on
 * @throws AppError `not_found` outside the demo: there is no mailbox then
 */
export async function demoMail(
  readerId: string,
  before?: string,
): Promise<{ mails: readonly KeptMail[]; next: string | null }> {
  requireDemo();
  const rows = await read((tx) =>
    findDemoMail(tx, { readerId, count: MAILBOX_PAGE + 1, ...(before === undefined ? {} : { before }) }),
  );
  const mails = await Promise.all(rows.slice(0, MAILBOX_PAGE).map(opened));
  return { mails, next: rows.length > MAILBOX_PAGE ? (mails.at(-1)?.id ?? null) : null };
}

/** @throws AppError `not_found` outside the demo, and for mail that is neither one of its people's nor the reader's */
export async function demoMailOf(readerId: string, id: string): Promise<KeptMail> {
  requireDemo();
  const [row] = await read((tx) => findDemoMail(tx, { readerId, id, count: 1 }));
  if (row === undefined) throw new AppError("not_found");
  return opened(row);
}

function requireDemo(): void {
  if (env().COUNTERSIGN_MODE !== "demo") throw new AppError("not_found");
}

async function opened({
  sealedLink,
  ...mail
}: Awaited<ReturnType<typeof findDemoMail>>[number]): Promise<KeptMail> {
  const key = mailKey();
  if (sealedLink === null || key === null) return mail;
  return withLink(mail, await openLink(key, mail.id, sealedLink));
}
