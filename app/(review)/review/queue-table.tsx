"use client";

import {
  type ColumnDef,
  columnVisibilityFeature,
  flexRender,
  rowSortingFeature,
  type Table as TableModel,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import Link from "next/link";
import type { QueueColumn } from "#lib/reviews/queue-filter";
import type { QueueRow } from "#lib/reviews/queue-view";
import { Meter } from "#ui/meter";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";
import { type Column, Table } from "#ui/table";
import { useMarked } from "./queue-assign";
import type { QueueHead } from "./queue-heads";

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature });
type Features = typeof features;

const COLUMNS: ColumnDef<Features, QueueRow>[] = [
  { id: "tier", header: "Tier", cell: ({ row }) => row.original.tier ?? "–" },
  { id: "stage", header: "Stage", cell: ({ row }) => <StageBadge row={row.original} /> },
  { id: "lanes", header: "Lanes done", cell: ({ row }) => <Lanes row={row.original} /> },
  { id: "submitted", header: "Submitted", cell: ({ row }) => <Submitted row={row.original} /> },
  { id: "clock", header: "Clock", cell: ({ row }) => <Clock row={row.original} /> },
];

type Props = {
  rows: readonly QueueRow[];
  heads: readonly QueueHead[];
  /** The column by which the rows are in order. */
  sorted: { id: string; desc: boolean };
  canMark: boolean;
};

/**
 * Cases, one a row, or one under the other on a narrow screen; `j` and `k` walk over their titles. Order and columns are
 * what the address says: the server has sorted already, and the heads are links. Boxes to mark cases, where they can be
 * assigned, stand in the wide table alone, so that no case is sent twice.
 */
export function QueueTable(props: Props) {
  const { rows, heads } = props;
  const table = useQueueTable(props);
  return (
    <>
      <div className="max-md:hidden">
        <Table
          caption="Cases"
          columns={table.getFlatHeaders().map((header) => ({
            key: header.id,
            head: (
              <Head
                words={String(header.column.columnDef.header)}
                head={heads.find(({ id }) => id === header.id)}
              />
            ),
            ...sortedBy(header.column.getIsSorted()),
          }))}
          rows={table.getRowModel().rows.map((row) => ({
            key: row.original.id,
            cells: row
              .getVisibleCells()
              .map((cell) => flexRender(cell.column.columnDef.cell, cell.getContext())),
          }))}
        />
      </div>
      <NarrowCases rows={rows} columns={heads.filter(({ isShown }) => isShown).map(({ id }) => id)} />
    </>
  );
}

function useQueueTable({ rows, heads, sorted, canMark }: Props): TableModel<Features, QueueRow> {
  const caseColumn: ColumnDef<Features, QueueRow> = {
    id: "case",
    header: "Case",
    cell: ({ row }) => <CaseTitle row={row.original} canMark={canMark} />,
  };
  return useTable({
    features,
    data: rows,
    columns: [caseColumn, ...COLUMNS],
    manualSorting: true,
    state: {
      sorting: [sorted],
      columnVisibility: Object.fromEntries(heads.map(({ id, isShown }) => [id, isShown])),
    },
  });
}

function sortedBy(direction: "asc" | "desc" | false): Pick<Column, "sorted"> {
  if (direction === false) return {};
  return { sorted: direction === "asc" ? "ascending" : "descending" };
}

/** The name of a column; where there is an order by it, a link to that order, and from there to its reverse. */
function Head({ words, head }: { words: string; head: QueueHead | undefined }) {
  if (head === undefined || head.href === null) return words;
  return (
    <Link href={head.href} className="text-ink-2 no-underline hover:text-ink hover:underline">
      {words} {head.arrow === null ? null : <span aria-hidden>{head.arrow}</span>}
    </Link>
  );
}

function NarrowCases({ rows, columns }: Pick<Props, "rows"> & { columns: readonly QueueColumn[] }) {
  return (
    <ul className="grid md:hidden" aria-label="Cases">
      {rows.map((row) => (
        <li key={row.id} className="grid gap-2 border-t border-rule py-4 text-sm first:border-t-0">
          <CaseTitle row={row} canMark={false} />
          <p className="flex flex-wrap items-center gap-2">
            {columns.includes("stage") ? <StageBadge row={row} /> : null}
            {columns.includes("tier") ? row.tier : null}
          </p>
          <div className="grid grid-cols-2 gap-4">
            {columns.includes("lanes") ? <Lanes row={row} /> : null}
            {columns.includes("clock") ? <Clock row={row} /> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Submitted({ row: { submittedAt } }: { row: QueueRow }) {
  return submittedAt === null ? "–" : <Moment at={submittedAt} dayOnly />;
}

function CaseTitle({ row, canMark }: { row: QueueRow; canMark: boolean }) {
  const marked = useMarked();
  return (
    <span className="flex items-start gap-2.5">
      {canMark ? (
        <input
          type="checkbox"
          name="application_id"
          value={row.id}
          defaultChecked={marked.includes(row.id)}
          data-key-mark
          aria-label={`Mark ${row.reference}`}
          className="mt-1 size-4 accent-accent"
        />
      ) : null}
      <span className="grid gap-0.5 md:min-w-56">
        <Link href={`/review/${row.id}`} data-key-item className="font-serif text-[16px] text-ink underline">
          {row.title}
        </Link>
        <span className="text-small text-ink-2">
          <span className="font-mono">{row.reference}</span>, {row.organisationName}
        </span>
      </span>
    </span>
  );
}

function StageBadge({ row }: { row: QueueRow }) {
  return <StateBadge tone={row.stage.tone}>{row.stage.label}</StateBadge>;
}

function Lanes({ row: { lanes, conflicts } }: { row: QueueRow }) {
  if (lanes.length === 0) return "–";
  const done = lanes.filter(({ isLocked }) => isLocked).length;
  const mine = lanes.find(({ isMine }) => isMine);
  const free = lanes.filter(({ isTaken }) => !isTaken).map(({ lane }) => lane);
  const rest = done === lanes.length ? "all locked" : "all taken";
  return (
    <span className="grid gap-0.5 md:min-w-36">
      <span className="tabular-nums">
        {done} of {lanes.length}
        {mine === undefined ? "" : `, yours is ${mine.lane}`}
      </span>
      <span className="text-small text-ink-2">{free.length === 0 ? rest : `free: ${free.join(", ")}`}</span>
      {conflicts === 0 ? null : (
        <span className="text-small text-warn">
          {conflicts} {conflicts === 1 ? "conflict" : "conflicts"} declared
        </span>
      )}
    </span>
  );
}

function Clock({ row: { clock, escalatedAt } }: { row: QueueRow }) {
  const tone = clock.tone === "bad" ? "bad" : clock.tone === "warn" ? "warn" : "accent";
  return (
    <span className="grid content-start gap-1 md:min-w-32">
      <span className={clock.tone === "bad" ? "text-bad" : clock.tone === "warn" ? "text-warn" : ""}>
        {clock.words}
      </span>
      {escalatedAt === null ? null : (
        <span className="text-small text-bad">
          escalated <Moment at={escalatedAt} dayOnly />
        </span>
      )}
      {clock.used === null ? null : (
        <Meter
          value={100 * clock.used}
          tone={tone}
          label={`${Math.round(100 * clock.used)} % of the time is used`}
        />
      )}
    </span>
  );
}
