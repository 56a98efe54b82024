import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import {
  ENTRY_KINDS,
  type RegisterEntry,
  type RegisterFilter,
  registerFilter,
  SEARCH_MAX,
} from "#lib/register/entry";
import { publicRegister } from "#lib/register/register-view";
import { Button } from "#ui/button";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader } from "#ui/page";
import { Table } from "#ui/table";
import { registerAddress } from "./address";
import { EntryBadge } from "./entry-badge";
import { purposeWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("register");
  return { title: t("title"), description: t("description") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RegisterPage({ searchParams }: Props) {
  const filter = registerFilter(await searchParams);
  const t = await getTranslations("register");
  const { entries, total, pages } = await publicRegister(filter);
  return (
    <Page width="wide">
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-4">
        <KindLinks filter={filter} />
        <SearchForm filter={filter} />
        <p className="text-small text-ink-2" role="status">
          {t("count", { count: total })}
        </p>
        {entries.length === 0 ? <NoEntries filter={filter} /> : <Entries entries={entries} />}
        <Pages filter={filter} pages={pages} />
        <Downloads filter={filter} />
      </div>
    </Page>
  );
}

async function KindLinks({ filter }: { filter: RegisterFilter }) {
  const t = await getTranslations("register");
  return (
    <nav aria-label={t("which")} className="flex flex-wrap gap-x-5 border-b border-rule text-sm">
      {[null, ...ENTRY_KINDS].map((kind) => (
        <Link
          key={kind ?? "any"}
          href={registerAddress({ ...filter, kind, page: 1 })}
          aria-current={kind === filter.kind ? "page" : undefined}
          className="-mb-px border-b-2 border-transparent py-2.5 text-ink-2 no-underline hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {t(`kinds.${kind ?? "any"}`)}
        </Link>
      ))}
    </nav>
  );
}

/** A plain GET form: what is shown is what the address says. */
async function SearchForm({ filter }: { filter: RegisterFilter }) {
  const t = await getTranslations("register");
  return (
    <search>
      <form action="/register" className="grid max-w-xl gap-1.5">
        {filter.kind === null ? null : <input type="hidden" name="kind" value={filter.kind} />}
        <label htmlFor="search" className="text-sm font-medium">
          {t("search")}
        </label>
        <div className="flex gap-2">
          <input
            id="search"
            type="search"
            name="search"
            defaultValue={filter.search}
            maxLength={SEARCH_MAX}
            aria-describedby="search-help"
            className="min-w-0 flex-1 rounded-field border border-field bg-surface px-3 py-2 text-ink"
          />
          <Button type="submit">{t("filter")}</Button>
        </div>
        <p id="search-help" className="text-small text-ink-2">
          {t("searchHelp")}
        </p>
      </form>
    </search>
  );
}

async function Entries({ entries }: { entries: readonly RegisterEntry[] }) {
  const t = await getTranslations("register");
  return (
    <Table
      caption={t("caption")}
      columns={(["on", "who", "what", "tier", "state", "until"] as const).map((key) => ({
        key,
        head: t(`columns.${key}`),
      }))}
      rows={entries.map((entry) => ({
        key: entry.id,
        cells: [
          <Moment key="on" at={entry.on} dayOnly />,
          <Link key="who" href={`/register/${entry.id}`}>
            {entry.organisation ?? t("withheld")}
          </Link>,
          <What key="what" entry={entry} />,
          entry.tier ?? "",
          <EntryBadge key="state" state={entry.state} />,
          entry.until === null ? "" : <Moment key="until" at={entry.until} dayOnly />,
        ],
      }))}
    />
  );
}

async function What({ entry }: { entry: RegisterEntry }) {
  const t = await getTranslations("register");
  if (entry.kind === "suspension") return t("stopped");
  if (entry.kind === "approval") return (await purposeWords(entry.purposes)).join("; ");
  return entry.rules.length > 0 ? t("refusedUnder", { rules: entry.rules.join(", ") }) : t("refusedByTwo");
}

async function NoEntries({ filter }: { filter: RegisterFilter }) {
  const t = await getTranslations("register");
  const isFiltered = filter.kind !== null || filter.search !== "" || filter.page > 1;
  return (
    <Empty title={isFiltered ? t("none") : t("noneYet")}>
      <p>{isFiltered ? t("noneHelp") : t("noneYetHelp")}</p>
    </Empty>
  );
}

async function Pages({ filter, pages }: { filter: RegisterFilter; pages: number }) {
  const t = await getTranslations("register");
  if (pages === 1) return null;
  const { page } = filter;
  return (
    <nav aria-label={t("pages")} className="flex flex-wrap items-center gap-4 text-sm">
      {page > 1 ? <Link href={registerAddress({ ...filter, page: page - 1 })}>{t("previous")}</Link> : null}
      <span className="text-ink-2 tabular-nums">{t("page", { page, pages })}</span>
      {page < pages ? <Link href={registerAddress({ ...filter, page: page + 1 })}>{t("next")}</Link> : null}
    </nav>
  );
}

async function Downloads({ filter }: { filter: RegisterFilter }) {
  const t = await getTranslations("register");
  return (
    <p className="flex flex-wrap gap-x-4 text-small text-ink-2">
      {t("download")}
      {(["csv", "json", "feed"] as const).map((format) => (
        <a key={format} href={registerAddress(filter, format)}>
          {t(format)}
        </a>
      ))}
    </p>
  );
}
