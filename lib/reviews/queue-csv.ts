import type { QueueRow } from "./queue-view";

const COLUMNS = [
  "id",
  "reference",
  "title",
  "organisation",
  "tier",
  "stage",
  "submitted_at",
  "due_at",
  "clock",
  "lanes_done",
  "lanes",
  "conflicts",
] as const;

/** A case of the queue as data: names of the columns of the CSV, moments as RFC 3339. */
export function queueRecord(row: QueueRow) {
  return {
    id: row.id,
    reference: row.reference,
    title: row.title,
    organisation: row.organisationName,
    tier: row.tier,
    stage: row.stage.label,
    submitted_at: row.submittedAt?.toISOString() ?? null,
    due_at: row.dueAt?.toISOString() ?? null,
    clock: row.clock.words,
    lanes_done: row.lanes.filter(({ isLocked }) => isLocked).length,
    lanes: row.lanes.length,
    conflicts: row.conflicts,
  };
}

/** RFC 4180, UTF-8. */
export function queueCsv(rows: readonly QueueRow[]): string {
  const lines = rows.map((row) => {
    const record = queueRecord(row);
    return COLUMNS.map((column) => field(record[column])).join(",");
  });
  return [COLUMNS.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

/** A cell that a spreadsheet would run as a formula starts with an apostrophe (OWASP, CSV injection). */
function field(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  const safe = /^\s*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
