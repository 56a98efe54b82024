import type { Metadata } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { inboxQuery } from "#lib/notices/contract";
import { type InboxItem, inbox } from "#lib/notices/view";
import { ButtonLink } from "#ui/button";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../_edge/current-actor";
import { MarkAllReadForm, OpenNoticeForm } from "./forms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inbox"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function InboxPage({ searchParams }: Props) {
  const { before, show } = inboxQuery.parse(await searchParams);
  const actor = await requireActor("/inbox");
  const [language, t] = await Promise.all([getLocale(), getTranslations("inbox")]);
  const { items, unread, next } = await inbox(actor, { before, unreadOnly: show === "unread", language });
  const latest = before === undefined ? items[0] : undefined;
  const query = show === undefined ? "" : `&show=${show}`;
  return (
    <Page width="prose">
      <PageHeader
        title={t("title")}
        lead={t("lead", { count: unread, shown: unread >= 100 ? t("many") : String(unread) })}
        actions={
          <>
            {latest !== undefined && unread > 0 ? <MarkAllReadForm upToId={latest.id} /> : null}
            <ButtonLink href="/inbox/settings">{t("settings.link")}</ButtonLink>
          </>
        }
      />
      <nav aria-label={t("which")} className="flex gap-4 text-sm">
        <Shown href="/inbox" label={t("all")} current={show === undefined} />
        <Shown href="/inbox?show=unread" label={t("unread")} current={show === "unread"} />
      </nav>
      {items.length === 0 ? <Nothing unreadOnly={show === "unread"} /> : <Notices items={items} />}
      {before !== undefined || next !== null ? (
        <nav aria-label={t("pages")} className="flex flex-wrap gap-3">
          {before === undefined ? null : (
            <ButtonLink href={show === undefined ? "/inbox" : `/inbox?show=${show}`}>
              {t("latest")}
            </ButtonLink>
          )}
          {next === null ? null : (
            <ButtonLink href={`/inbox?before=${next}${query}`}>{t("older")}</ButtonLink>
          )}
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

function Notices({ items }: { items: readonly InboxItem[] }) {
  const t = useTranslations("inbox");
  return (
    <ul className="grid">
      {items.map(({ id, subject, body, about, at, isRead }) => (
        <li key={id} className="grid gap-1 border-t border-rule py-4 first:border-t-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
            <span className={isRead ? "" : "font-semibold"}>
              <OpenNoticeForm noticeId={id}>{subject}</OpenNoticeForm>
            </span>
            {isRead ? null : <StateBadge tone="info">{t("isUnread")}</StateBadge>}
          </div>
          <p className="max-w-prose">{body}</p>
          <p className="text-small text-ink-2">
            {about}, <Moment at={at} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Nothing({ unreadOnly }: { unreadOnly: boolean }) {
  const t = useTranslations(unreadOnly ? "inbox.nothing.unread" : "inbox.nothing.all");
  return (
    <Empty title={t("title")}>
      <p>{t("text")}</p>
    </Empty>
  );
}
