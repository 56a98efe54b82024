import type { ReactNode } from "react";

/** Names and values in two columns, one on narrow screens. A value that is not there is a dash. */
export function DefinitionList({
  items,
}: {
  items: readonly { term: ReactNode; value: ReactNode; key: string }[];
}) {
  return (
    <dl className="grid gap-x-4 gap-y-2 text-[14px] sm:grid-cols-[minmax(8rem,14rem)_1fr]">
      {items.map(({ key, term, value }) => (
        <div key={key} className="contents">
          <dt className="text-ink-2">{term}</dt>
          <dd className="min-w-0 break-words max-sm:mb-2">{value === null || value === "" ? "–" : value}</dd>
        </div>
      ))}
    </dl>
  );
}
