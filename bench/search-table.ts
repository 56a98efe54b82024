import type { SearchRow } from "./search-way";

const COLUMNS: readonly [heading: string, cell: (row: SearchRow) => string][] = [
  ["faces", ({ faces, data }) => `${faces.toLocaleString("en")} ${data}`],
  ["search", ({ way }) => way],
  ["threads", ({ threads }) => String(threads)],
  ["probes together", ({ together }) => String(together)],
  ["ms a probe, median", ({ msMedian }) => msMedian.toFixed(2)],
  ["least", ({ msMin }) => msMin.toFixed(2)],
  ["recall at 10", ({ recallAt10 }) => recallAt10.toFixed(4)],
  ["s to build", ({ buildSeconds }) => buildSeconds.toFixed(1)],
  ["MB a million", ({ megabytesPerMillion }) => megabytesPerMillion.toFixed(0)],
];

/** The rows as a Markdown table. */
export function printSearchTable(rows: readonly SearchRow[]): string {
  const cells = [
    COLUMNS.map(([heading]) => heading),
    ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const [head = "", ...body] = cells.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  return [head, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body].join("\n");
}
