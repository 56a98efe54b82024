/** What a part of a bar is filled with; the parts stand in the order of the table's columns, whose heads bear the same. */
export type Fill = "good" | "bad" | "warn" | "accent" | "ink" | "quiet";

const FILLS: Readonly<Record<Fill, string>> = {
  good: "fill-good",
  bad: "fill-bad",
  warn: "fill-warn",
  accent: "fill-accent",
  ink: "fill-ink-2",
  quiet: "fill-rule-2",
};

/**
 * A row of a table as one bar, cut in proportion to its counts. The numbers stand beside it, so it says nothing to those
 * who do not see it.
 */
export function ShareBar({ parts }: { parts: readonly { key: string; count: number; fill: Fill }[] }) {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const drawn = parts.filter(({ count }) => count > 0);
  return (
    <svg aria-hidden className="mt-1 h-3 w-full min-w-32" preserveAspectRatio="none">
      {drawn.map(({ key, count, fill }, at) => {
        const before = drawn.slice(0, at).reduce((sum, part) => sum + part.count, 0);
        return (
          <rect
            key={key}
            x={share(before, total)}
            width={share(count, total)}
            height="12"
            // A hairline of paper between neighbours, so that they are told apart without their colours.
            className={`${FILLS[fill]} stroke-paper`}
          />
        );
      })}
    </svg>
  );
}

/** A column's head with the colour of its part. */
export function ShareHead({ words, fill }: { words: string; fill: Fill }) {
  return (
    <span className="inline-flex items-baseline gap-1.5 whitespace-nowrap">
      <svg aria-hidden width="9" height="9" className={FILLS[fill]}>
        <rect width="9" height="9" rx="2" />
      </svg>
      {words}
    </span>
  );
}

function share(amount: number, total: number): string {
  return `${(100 * amount) / total}%`;
}
