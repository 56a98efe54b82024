import { type Tx, transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { dayIn, type Language, languageOr } from "#lib/platform/language";
import type { MailWords } from "#lib/platform/mail/compose-mail";
import { fillCount, fillText } from "#lib/platform/mail/fill-text";
import { queueMail } from "#lib/platform/mail/queue-mail";
import { TEXTS } from "./notice-texts";
import { findDigestReaders, type NoticeRow, takeForDigest } from "./store";
import { type NoticeFacts, renderNotice } from "./templates";

/** When a day ends for those who want one mail a day: before most of Europe begins to work. */
const DIGEST_HOUR_UTC = 5;
const DAY_MS = 86_400_000;
const AT_A_TIME = 50;
const LINES_MAX = 20;

/**
 * One mail a person about the day that has ended, with what they have not read. Called every so often: it does
 * nothing until the hour has come, and nothing again after it was done.
 *
 * @returns how many mails were queued
 */
export async function sendDigests({ now }: { now: Date }): Promise<number> {
  const before = lastDigestTime(now);
  let queued = 0;
  for (;;) {
    const batch = await transaction(async (tx) => {
      const readers = await findDigestReaders(tx, before, AT_A_TIME);
      let mails = 0;
      for (const reader of readers) if (await queueDigest(tx, reader, before)) mails += 1;
      return { readers: readers.length, mails };
    });
    queued += batch.mails;
    if (batch.readers < AT_A_TIME) return queued;
  }
}

/** The latest moment at which a digest was due, at or before `now`. */
export function lastDigestTime(now: Date): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), DIGEST_HOUR_UTC);
  return new Date(today <= now.getTime() ? today : today - DAY_MS);
}

async function queueDigest(
  tx: Tx,
  { personId, address, language: kept }: { personId: string; address: string; language: string },
  before: Date,
): Promise<boolean> {
  const taken = await takeForDigest(tx, personId, before);
  const unread = taken
    .filter(({ readAt }) => readAt === null)
    .sort((one, other) => one.id.localeCompare(other.id));
  if (unread.length === 0) return false;
  const language = languageOr(kept);
  return queueMail(tx, {
    personId,
    address,
    words: digestWords(language, unread),
    link: { label: TEXTS[language].mail.digest.open, url: `${env().portalUrl}/inbox` },
  });
}

function digestWords(language: Language, unread: readonly NoticeRow[]): Omit<MailWords, "link"> {
  const { digest, line } = TEXTS[language].mail;
  const lines = unread.slice(0, LINES_MAX).map(({ template, facts, createdAt }) => {
    const { subject } = renderNotice(language, template, Object(facts) as NoticeFacts);
    return fillText(line, { subject, day: dayIn(language, createdAt) });
  });
  const more = unread.length - lines.length;
  return {
    language,
    subject: fillCount(language, digest.subject, unread.length),
    paragraphs: [...lines, ...(more > 0 ? [fillCount(language, digest.more, more)] : [])],
    footer: digest.why,
  };
}
