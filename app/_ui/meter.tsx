import { classes } from "./classes";

/**
 * A number against a mark, as a bar. Drawn as SVG: a style attribute would need a hole in the content policy.
 *
 * @param value and mark between 0 and `max`
 */
export function Meter({
  value,
  max = 100,
  mark,
  label,
  tone = "accent",
}: {
  value: number;
  max?: number;
  mark?: number;
  label: string;
  tone?: "accent" | "good" | "warn" | "bad";
}) {
  const fills = { accent: "fill-accent", good: "fill-good", warn: "fill-warn", bad: "fill-bad" } as const;
  const share = (amount: number) => `${(100 * Math.min(Math.max(amount, 0), max)) / max}%`;
  return (
    <svg role="img" aria-label={label} className="h-3.5 w-full overflow-visible" preserveAspectRatio="none">
      <rect y="2" width="100%" height="10" rx="3" className="fill-sunken" />
      <rect y="2" width={share(value)} height="10" rx="3" className={classes(fills[tone])} />
      {mark === undefined ? null : (
        <line x1={share(mark)} x2={share(mark)} y1="-1" y2="15" className="stroke-ink" strokeWidth="2" />
      )}
    </svg>
  );
}
