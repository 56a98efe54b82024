import type { Metadata } from "next";
import Link from "next/link";
import { getLocale } from "next-intl/server";
import { inboxQuery } from "#lib/notices/contract";
import { type InboxItem, inbox } from "#lib/notices/view";
import { ButtonLink } from "#ui/button";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../_edge/current-actor";
import { MarkAllReadForm, OpenNoticeForm } from "./forms";

export const metadata: Metadata = { title: "Inbox" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function InboxPage({ searchParams }: Props) {
  const { before, show } = inboxQuery.parse(await searchParams);
  const actor = await requireActor("/inbox");
  const language = await getLocale();
  const { items, unread, next } = await inbox(actor, { before, unreadOnly: show === "unread", language });
  const latest = before === undefined ? items[0] : undefined;
  const query = show === undefined ? "" : `&show=${show}`;
  return (
    <Page inEnglish width="prose">
      <PageHeader
        title="Inbox"
        lead={unread === 0 ? "You have read everything." : `${unreadWords(unread)} unread.`}
        actions={
          <>
            {latest !== undefined && unread > 0 ? <MarkAllReadForm upToId={latest.id} /> : null}
            <ButtonLink href="/inbox/settings">Mail settings</ButtonLink>
          </>
        }
      />
      <nav aria-label="Which notices" className="flex gap-4 text-sm">
        <Shown href="/inbox" label="All" current={show === undefined} />
        <Shown href="/inbox?show=unread" label="Unread" current={show === "unread"} />
      </nav>
      {items.length === 0 ? (
        <Nothing unreadOnly={show === "unread"} />
      ) : (
        <Notices items={items} language={language} />
      )}
      {before !== undefined || next !== null ? (
        <nav aria-label="Pages" className="flex flex-wrap gap-3">
          {before === undefined ? null : (
            <ButtonLink href={show === undefined ? "/inbox" : `/inbox?show=${show}`}>Latest</ButtonLink>
          )}
          {next === null ? null : <ButtonLink href={`/inbox?before=${next}${query}`}>Older</ButtonLink>}
        </nav>
      ) : null}
    </Page>
  );
}

function Shown({ href, label, current }: { href: string; label: string; current: boolean }) {
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className="border-b-2 border-transparent py-2 text-ink-2 no-underline hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
    >
      {label}
    </Link>
  );
}

/** Notices say their language themselves, whatever the page around them is in. */
function Notices({ items, language }: { items: readonly InboxItem[]; language: string }) {
  return (
    <ul className="grid">
      {items.map(({ id, subject, body, about, at, isRead }) => (
        <li key={id} className="grid gap-1 border-t border-rule py-4 first:border-t-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
            <span className={isRead ? "" : "font-semibold"}>
              <OpenNoticeForm noticeId={id}>
                <span lang={language}>{subject}</span>
              </OpenNoticeForm>
            </span>
            {isRead ? null : <StateBadge tone="info">unread</StateBadge>}
          </div>
          <p lang={language} className="max-w-prose">
            {body}
          </p>
          <p lang={language} className="text-small text-ink-2">
            {about}, <Moment at={at} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Nothing({ unreadOnly }: { unreadOnly: boolean }) {
  return (
    <Empty title={unreadOnly ? "Nothing unread" : "Nothing yet"}>
      <p>
        {unreadOnly
          ? "Everything that you were told of, you have read."
          : "When a case that concerns you moves, or something about your account changes, it stands here."}
      </p>
    </Empty>
  );
}

function unreadWords(count: number): string {
  return count >= 100 ? "More than 99" : String(count);
}
