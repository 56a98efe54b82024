import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import type { Language } from "#lib/platform/language";
import { isNoticeKind, type MailChoice, NOTICE_KINDS, type NoticeKind } from "./kinds";
import { TEXTS } from "./notice-texts";
import { countUnread, findNotices, findPreferences } from "./store";
import { kindLabel, type NoticeFacts, renderNotice } from "./templates";

export const INBOX_PAGE = 25;
const UNREAD_SHOWN_MAX = 100;

export type InboxItem = {
  id: string;
  /** What kind of thing it is, in words. */
  about: string;
  subject: string;
  body: string;
  at: Date;
  isRead: boolean;
};

export type Inbox = {
  items: readonly InboxItem[];
  unread: number;
  /** The id after which the next page begins; null on the last. */
  next: string | null;
};

/**
 * The actor's own notices, the latest first, 25 a page.
 *
 * @param page.language of the page that shows them, whichever they were mailed in
 */
export async function inbox(
  actor: Actor,
  page: { before?: string | undefined; unreadOnly: boolean; language: Language },
): Promise<Inbox> {
  const { before, unreadOnly, language } = page;
  const [rows, unread] = await Promise.all([
    read((tx) => findNotices(tx, { personId: actor.personId, before, unreadOnly, count: INBOX_PAGE + 1 })),
    unreadCount(actor),
  ]);
  const items = rows.slice(0, INBOX_PAGE).map(({ id, kind, template, facts, createdAt, readAt }) => {
    const { subject, body } = renderNotice(language, template, Object(facts) as NoticeFacts);
    return {
      id,
      about: kindLabel(language, kind),
      subject,
      body: body.join(" "),
      at: createdAt,
      isRead: readAt !== null,
    };
  });
  return { items, unread, next: rows.length > INBOX_PAGE ? (items.at(-1)?.id ?? null) : null };
}

/** How many notices the actor has not read: 0..100, where 100 stands for more. */
export async function unreadCount(actor: Actor): Promise<number> {
  return read((tx) => countUnread(tx, actor.personId, UNREAD_SHOWN_MAX));
}

export type PreferenceRow = { kind: NoticeKind; label: string; about: string; mail: MailChoice };

/** How the actor wants mail, for each kind that someone in their roles can be told of. */
export async function preferences(actor: Actor, language: Language): Promise<readonly PreferenceRow[]> {
  const saved = await read((tx) => findPreferences(tx, [actor.personId]));
  const isOf = {
    everyone: true,
    applicants: actor.memberships.length > 0,
    staff: actor.staffRoles.length > 0,
  };
  return Object.entries(NOTICE_KINDS).flatMap(([kind, row]) => {
    if (!isNoticeKind(kind) || !isOf[row.of]) return [];
    const chosen = saved.find((one) => one.kind === kind)?.mail;
    const mail = chosen === "at_once" || chosen === "daily" || chosen === "off" ? chosen : row.mail;
    return [{ kind, ...TEXTS[language].kinds[kind], mail }];
  });
}
