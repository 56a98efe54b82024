import type { ReactNode } from "react";
import { classes } from "./classes";

export type Tone = "plain" | "info" | "good" | "warn" | "bad";

const TONES: Readonly<Record<Tone, string>> = {
  plain: "bg-sunken text-ink-2",
  info: "bg-accent-soft text-accent",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

/** A state: the word says it, the dot and colour only help. */
export function StateBadge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-0.5 text-small font-medium",
        TONES[tone],
      )}
    >
      <span aria-hidden className="size-[7px] shrink-0 rounded-full bg-current" />
      <span>{children}</span>
    </span>
  );
}
