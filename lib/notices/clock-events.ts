import type { Telling } from "./telling";

/** What is told because time passes: warnings before a clock runs out, and when it did. */
export const CLOCK_EVENTS = {
  "information.answered": [
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference}: an answer came in",
      body: ["It stands beside the factor that it concerns."],
      leads: "case",
    },
  ],
  "information.due_soon": [
    {
      to: ["members"],
      kind: "question",
      subject: "{reference}: a question still waits for your answer",
      body: ["Without an answer in time the case lapses. You can answer on the application's page."],
      leads: "application",
    },
  ],
  "clock.due_soon": [
    {
      to: ["lanes", "approvers"],
      kind: "lane_work",
      subject: "{reference} is due soon",
      body: ["The day by which the applicant was promised an answer is near."],
      leads: "case",
    },
  ],
  "clock.overdue": [
    {
      to: ["lanes", "approvers", "desk"],
      kind: "signing",
      subject: "{reference} is overdue",
      body: ["The promised day has passed. Nothing is approved by that: people still decide."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference} takes longer than promised",
      body: [
        "The promised day has passed, and those who have the case were told. Nothing is decided by that.",
      ],
      leads: "application",
    },
  ],
  "appeal.due_soon": [
    {
      to: ["appeals"],
      kind: "desk",
      subject: "{reference}: an appeal is due soon",
      body: ["The day by which the panel has to decide is near."],
      leads: "appeals",
    },
  ],
  "appeal.overdue": [
    {
      to: ["appeals", "desk"],
      kind: "desk",
      subject: "{reference}: an appeal is overdue",
      body: [
        "The day by which the panel had to decide has passed. Nothing is decided by that: two members still do.",
      ],
      leads: "appeals",
    },
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference}: the appeal takes longer than promised",
      body: ["The promised day has passed, and the panel was told. Nothing is decided by that."],
      leads: "application",
    },
  ],
  "concern.overdue": [
    {
      to: ["concern_desk"],
      kind: "desk",
      subject: "A concern is overdue for triage",
      body: ["The day by which someone had to look at it has passed. It stays open until a person does."],
      leads: "concerns",
    },
  ],
  "grant.ends_soon": [
    {
      to: ["members"],
      kind: "grant",
      subject: "{reference} ends soon",
      body: ["When its term is over no key works. Apply for its renewal in time."],
      leads: "application",
    },
  ],
} as const satisfies Readonly<Record<string, readonly Telling[]>>;
