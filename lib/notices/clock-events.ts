import type { Telling } from "./telling";

/** What is told because time passes: warnings before a clock runs out, and when it did. */
export const CLOCK_EVENTS = {
  "information.answered": [
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  "information.due_soon": [
    {
      to: ["members"],
      kind: "question",
      leads: "application",
    },
  ],
  "clock.due_soon": [
    {
      to: ["lanes", "approvers"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  "clock.overdue": [
    {
      to: ["lanes", "approvers", "desk"],
      kind: "signing",
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      leads: "application",
    },
  ],
  "appeal.due_soon": [
    {
      to: ["appeals"],
      kind: "desk",
      leads: "appeals",
    },
  ],
  "appeal.overdue": [
    {
      to: ["appeals", "desk"],
      kind: "desk",
      leads: "appeals",
    },
    {
      to: ["members"],
      kind: "progress",
      leads: "application",
    },
  ],
  "concern.overdue": [
    {
      to: ["concern_desk"],
      kind: "desk",
      leads: "concerns",
    },
  ],
  "grant.ends_soon": [
    {
      to: ["members"],
      kind: "grant",
      leads: "application",
    },
  ],
} as const satisfies Readonly<Record<string, readonly Telling[]>>;
