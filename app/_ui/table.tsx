import type { ReactNode } from "react";
import { classes } from "./classes";

export type Column = {
  key: string;
  head: ReactNode;
  numeric?: boolean;
  /** Set on the column by which the rows are in order. */
  sorted?: "ascending" | "descending";
};

/** A table with hairlines; it scrolls sideways by itself on a narrow screen. */
export function Table({
  caption,
  columns,
  rows,
}: {
  /** For people who do not see the table; say what its rows are. */
  caption: string;
  columns: readonly Column[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  return (
    <section
      aria-label={caption}
      className="overflow-x-auto" // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (axe scrollable-region-focusable)
      tabIndex={0}
    >
      <table className="w-full border-collapse text-[14px]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-rule-2 text-small text-ink-2">
            {columns.map(({ key, head, numeric, sorted }) => (
              <th
                key={key}
                scope="col"
                aria-sort={sorted}
                className={classes("py-2 pe-4 font-medium", numeric ? "text-end" : "text-start")}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-rule align-top hover:bg-sunken">
              {row.cells.map((cell, index) => {
                const column = columns[index];
                return (
                  <td
                    key={column?.key ?? index}
                    className={classes("py-2.5 pe-4", column?.numeric && "text-end tabular-nums")}
                  >
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
