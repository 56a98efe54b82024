import type { Country } from "#lib/policy/business-time";
import { readClock, dueAt as stageDueAt } from "#lib/policy/clock";
import type { PolicyPack } from "#lib/policy/pack";
import { TIERS } from "#lib/policy/pack-parts";
import type { ApplicationState } from "./application";
import { runningDueAt } from "./running-clock";
import type { Tone } from "./stage";

/** One clock of a case, in words and with its day. */
export type ClockLine = {
  key: "triage" | "review" | "stands" | "answer";
  term: string;
  at: Date;
  /** What happens then, and what does not. */
  says: string;
  tone: Tone;
  /** The days that the sentence counts; 0 where it counts none. */
  days: number;
};

export type ClockedCase = {
  state: ApplicationState;
  tier: string | null;
  dueAt: Date | null;
  clockStoodSince: Date | null;
  /** When it came to where it is. */
  since: Date | null;
  /** The earliest day by which an open question is to be answered. */
  answerBy: Date | null;
  country: Country;
};

/** The clocks that run, or stand, for the applicant and for those who work on the case. */
export function clockLines(clocked: ClockedCase, pack: PolicyPack | null, now: Date): readonly ClockLine[] {
  return [...answerLines(clocked, pack), ...triageLines(clocked, pack, now), ...reviewLines(clocked, now)];
}

function answerLines(
  { state, answerBy, clockStoodSince }: ClockedCase,
  pack: PolicyPack | null,
): ClockLine[] {
  if (state !== "rfi") return [];
  const days = pack?.clocks.information_request_days ?? 30;
  const answer: ClockLine[] =
    answerBy === null
      ? []
      : [
          {
            key: "answer",
            term: "Your answer",
            at: answerBy,
            says: `By then at the latest. ${days} days after a question the case is withdrawn if it is still open; you are reminded a week and two days before.`,
            tone: "warn",
            days,
          },
        ];
  if (clockStoodSince === null) return answer;
  const says = "The clock of the review stands still since then, and goes on with as much time as was left.";
  return [
    ...answer,
    { key: "stands", term: "Clock stopped", at: clockStoodSince, says, tone: "plain", days: 0 },
  ];
}

function triageLines(
  { state, tier, since, country }: ClockedCase,
  pack: PolicyPack | null,
  now: Date,
): ClockLine[] {
  const known = TIERS.find((candidate) => candidate === tier);
  if (state !== "triaged" || since === null || known === undefined || pack === null) return [];
  const at = stageDueAt(pack, known, "triage", since, country);
  const isOver = readClock(at, now, country) === "overdue";
  const says = isOver
    ? "It should have been taken up by then. That was escalated; nothing is approved by waiting."
    : `Reviewers take it up within ${pack.clocks.triage_days} business days.`;
  return [
    {
      key: "triage",
      term: "Taken up",
      at,
      says,
      tone: isOver ? "bad" : "plain",
      days: pack.clocks.triage_days,
    },
  ];
}

function reviewLines({ state, dueAt, country }: ClockedCase, now: Date): ClockLine[] {
  const at = runningDueAt({ state, dueAt });
  if (at === null) return [];
  const reading = readClock(at, now, country);
  const says = {
    running:
      "When people should have decided. A clock that runs out is escalated; it never approves anything.",
    due_soon:
      "Two business days are left, or less. A clock that runs out is escalated; it never approves anything.",
    overdue:
      "This is overdue, and was escalated to those in charge. Nothing is approved or refused by waiting.",
  }[reading];
  const tone = ({ running: "plain", due_soon: "warn", overdue: "bad" } as const)[reading];
  return [{ key: "review", term: "Decision due", at, says, tone, days: 0 }];
}
