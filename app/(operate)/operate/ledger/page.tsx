import type { Metadata } from "next";
import Link from "next/link";
import { browseLedger, type LedgerFilter, type LedgerPage, ledgerFilter } from "#lib/register/browse-ledger";
import { Button, ButtonLink } from "#ui/button";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { Table } from "#ui/table";
import { VerifyBundle } from "#ui/verify-bundle";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";

export const metadata: Metadata = { title: "Ledger" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The ledger entry by entry, the latest first; of one subject it can be verified here. */
export default async function LedgerPageOfOperators({ searchParams }: Props) {
  const actor = await requireActor("/operate/ledger");
  const filter = ledgerFilter(await searchParams);
  const page = await orNotFound(() => browseLedger(actor, filter));
  return (
    <Page width="wide">
      <PageHeader
        title="Ledger"
        lead={
          page.signedAt === null ? (
            "No checkpoint is signed yet."
          ) : (
            <>
              {page.size.toLocaleString("en-GB")} entries under the checkpoint of{" "}
              <Moment at={page.signedAt} />. Names and reasons stand in it as commitments only.
            </>
          )
        }
        actions={<ButtonLink href="/operate">Tenants</ButtonLink>}
      />
      <Filters filter={filter} kinds={page.kinds} />
      <Entries page={page} filter={filter} />
      {filter.subjectId === null || page.entries.length === 0 ? null : (
        <Section
          title="Verify"
          lead="Every entry of this subject, with the proof that it is in the tree, judged in this browser."
        >
          <VerifyBundle
            address={`/operate/ledger/bundle?subject=${encodeURIComponent(filter.subjectId)}`}
            name={`${filter.subjectId}.bundle.json`}
          />
        </Section>
      )}
    </Page>
  );
}

const INPUT = "rounded-field border border-field bg-surface px-2 py-1.5 text-sm text-ink";

/** A plain GET form: what is shown is what the address says. */
function Filters({ filter, kinds }: { filter: LedgerFilter; kinds: readonly string[] }) {
  return (
    <form action="/operate/ledger" className="flex flex-wrap items-center gap-3 text-sm">
      <label className="flex items-center gap-2 text-ink-2">
        Subject
        <input
          name="subject"
          defaultValue={filter.subjectId ?? ""}
          placeholder="grt_…"
          className={`${INPUT} w-72 max-w-full font-mono`}
        />
      </label>
      <label className="flex items-center gap-2 text-ink-2">
        Kind
        <select name="kind" defaultValue={filter.kind ?? ""} className={`${INPUT} max-w-full`}>
          <option value="">any</option>
          {kinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
      </label>
      <Button type="submit">Show</Button>
      {filter.subjectId === null && filter.kind === null ? null : (
        <Link href="/operate/ledger">Show all</Link>
      )}
    </form>
  );
}

function Entries({ page, filter }: { page: LedgerPage; filter: LedgerFilter }) {
  if (page.entries.length === 0) {
    return (
      <Empty title="No entry.">
        <p>
          Nothing under a checkpoint has this subject and kind. A new entry waits some seconds for its
          checkpoint.
        </p>
      </Empty>
    );
  }
  return (
    <div className="grid gap-4">
      <Table
        caption="Entries, the latest first"
        columns={[
          { key: "index", head: "Entry", numeric: true },
          { key: "at", head: "At" },
          { key: "kind", head: "Kind" },
          { key: "subject", head: "Subject" },
          { key: "data", head: "Says" },
        ]}
        rows={page.entries.map(({ index, at, kind, subjectId, data, commitment }) => ({
          key: String(index),
          cells: [
            index,
            <Moment key="at" at={new Date(at)} />,
            <span key="kind" className="font-mono text-small">
              {kind}
            </span>,
            <Link
              key="subject"
              href={`/operate/ledger?subject=${encodeURIComponent(subjectId)}`}
              className="font-mono text-small break-all"
            >
              {subjectId}
            </Link>,
            <span key="data" className="font-mono text-tiny break-all text-ink-2">
              {JSON.stringify(data)}
              {commitment === null ? null : " + a commitment"}
            </span>,
          ],
        }))}
      />
      {page.next === null ? null : <Link href={addressOf(filter, page.next)}>Earlier entries</Link>}
    </div>
  );
}

function addressOf({ subjectId, kind }: LedgerFilter, before: number): string {
  const query = new URLSearchParams({ before: String(before) });
  if (subjectId !== null) query.set("subject", subjectId);
  if (kind !== null) query.set("kind", kind);
  return `/operate/ledger?${query}`;
}
