import { read } from "../db";
import { log } from "../log";
import { withLink } from "./compose-mail";
import { mailKey, openLink } from "./seal-link";
import {
  claimDueMail,
  deleteMailOlderThan,
  giveUpExhausted,
  keepWaitingMail,
  type MailRow,
  markMailSent,
  noteMailFailure,
} from "./store";

/** Tries of one mail, pauses of 1, 2, 4 … 64 minutes between them: two hours in all. Then it is given up and stays. */
export const MAIL_ATTEMPTS_MAX = 8;
/** Longer than one try can take (`smtp-delivery.ts`), so that two senders never hold the same mail. */
const PAUSE_SECONDS = 60;
const KEPT_DAYS = 30;

export type OutgoingMail = { id: string; address: string; subject: string; text: string; html: string };

/** How a try ended. `error` is a code, never a server's words: they may hold the address. */
export type Delivery = { ok: true } | { ok: false; permanent: boolean; error: string };
export type Deliver = (mail: OutgoingMail) => Promise<Delivery>;

/**
 * Sends what is due, one after the other, each claimed first. A mail may arrive twice when its sender dies between
 * sending and noting it; it then has the same Message-ID.
 *
 * @returns how many went out, failed for now, and were given up
 */
export async function sendDueMail(
  deliver: Deliver,
): Promise<{ sent: number; failed: number; givenUp: number }> {
  const done = { sent: 0, failed: 0, givenUp: await read((tx) => giveUpExhausted(tx, MAIL_ATTEMPTS_MAX)) };
  for (;;) {
    const claim = { attemptsMax: MAIL_ATTEMPTS_MAX, pauseSeconds: PAUSE_SECONDS };
    const mail = await read((tx) => claimDueMail(tx, claim));
    if (mail === null) return done;
    done[await sendOne(mail, deliver)] += 1;
  }
}

async function sendOne(mail: MailRow, deliver: Deliver): Promise<"sent" | "failed" | "givenUp"> {
  const delivery = await deliver(await opened(mail));
  if (delivery.ok) {
    await read((tx) => markMailSent(tx, mail.id));
    return "sent";
  }
  const { error, permanent } = delivery;
  const givenUp = permanent || mail.attempts >= MAIL_ATTEMPTS_MAX;
  await read((tx) => noteMailFailure(tx, { id: mail.id, error, givenUp }));
  log.warn({ mail: mail.id, error, attempts: mail.attempts, givenUp }, "mail not delivered");
  return givenUp ? "givenUp" : "failed";
}

async function opened({ id, address, subject, text, html, sealedLink }: MailRow): Promise<OutgoingMail> {
  const mail = { id, address, subject, text, html };
  const key = mailKey();
  if (sealedLink === null || key === null) return mail;
  return withLink(mail, await openLink(key, id, sealedLink));
}

/**
 * In place of sending, where there is no server for it or this is a demo: what waits is kept to be read.
 *
 * @param keeps.links whether links that are keys stay with it, for a demo's mailbox
 */
export async function keepMail(keeps: { links: boolean }): Promise<number> {
  return read((tx) => keepWaitingMail(tx, { withLinks: keeps.links }));
}

/** Mail holds addresses, and is of no use a month later. @returns how many went */
export async function forgetOldMail(): Promise<number> {
  return read((tx) => deleteMailOlderThan(tx, KEPT_DAYS));
}
