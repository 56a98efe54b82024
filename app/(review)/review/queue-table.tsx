import Link from "next/link";
import type { QueueRow } from "#lib/reviews/queue-view";
import { Meter } from "#ui/meter";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";

const COLUMNS = [
  { key: "case", head: "Case" },
  { key: "tier", head: "Tier" },
  { key: "stage", head: "Stage" },
  { key: "lanes", head: "Lanes done" },
  { key: "submitted", head: "Submitted" },
  { key: "clock", head: "Clock" },
];

/**
 * Cases, one a row, or one under the other on a narrow screen; `j` and `k` walk over their titles. Boxes to mark
 * cases, where they can be assigned, stand in the wide table alone, so that no case is sent twice.
 */
export function QueueTable({ rows, canMark }: { rows: readonly QueueRow[]; canMark: boolean }) {
  return (
    <>
      <div className="max-md:hidden">
        <Table
          caption="Cases"
          columns={COLUMNS}
          rows={rows.map((row) => ({
            key: row.id,
            cells: [
              <CaseTitle key="case" row={row} canMark={canMark} />,
              row.tier ?? "–",
              <StageBadge key="stage" row={row} />,
              <Lanes key="lanes" row={row} />,
              row.submittedAt === null ? "–" : <Moment key="submitted" at={row.submittedAt} dayOnly />,
              <Clock key="clock" row={row} />,
            ],
          }))}
        />
      </div>
      <ul className="grid md:hidden" aria-label="Cases">
        {rows.map((row) => (
          <li key={row.id} className="grid gap-2 border-t border-rule py-4 text-sm first:border-t-0">
            <CaseTitle row={row} canMark={false} />
            <p className="flex flex-wrap items-center gap-2">
              <StageBadge row={row} /> {row.tier}
            </p>
            <div className="grid grid-cols-2 gap-4">
              <Lanes row={row} />
              <Clock row={row} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function CaseTitle({ row, canMark }: { row: QueueRow; canMark: boolean }) {
  return (
    <span className="flex items-start gap-2.5">
      {canMark ? (
        <input
          type="checkbox"
          name="application_id"
          value={row.id}
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
