import type { RegisterEntry } from "./entry";

const COLUMNS = [
  "id",
  "kind",
  "on",
  "organisation",
  "state",
  "tier",
  "purposes",
  "operations",
  "rules",
  "until",
  "ledger_subject",
] as const;

/** The register as data: names of the columns of the CSV, dates as RFC 3339. */
export function registerRecord(entry: RegisterEntry) {
  return {
    id: entry.id,
    kind: entry.kind,
    on: entry.on.toISOString(),
    organisation: entry.organisation,
    state: entry.state,
    tier: entry.tier,
    purposes: entry.purposes,
    operations: entry.operations,
    rules: entry.rules,
    until: entry.until?.toISOString() ?? null,
    ledger_subject: entry.subjectId,
  };
}

/** RFC 4180, UTF-8, lists separated by spaces. */
export function registerCsv(entries: readonly RegisterEntry[]): string {
  const lines = entries.map((entry) => {
    const record = registerRecord(entry);
    return COLUMNS.map((column) => field(record[column])).join(",");
  });
  return [COLUMNS.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

/** A cell that a spreadsheet would run as a formula starts with an apostrophe (OWASP, CSV injection). */
function field(value: string | readonly string[] | null): string {
  const text = value === null ? "" : typeof value === "string" ? value : value.join(" ");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
