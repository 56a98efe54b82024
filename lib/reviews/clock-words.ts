import type { ApplicationState } from "#lib/applications/application";
import { runningDueAt } from "#lib/applications/running-clock";
import type { Tone } from "#lib/applications/stage";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export type ClockWords = {
  words: string;
  tone: Tone;
  /** Share of the time that is used, 0..1, for a bar; null without a clock. */
  used: number | null;
};

/**
 * A case's clock in words: a breach escalates and never approves, so all that it does is say so.
 *
 * @param now the database's, or what a page shows as now
 */
export function clockWords(
  {
    state,
    submittedAt: from,
    dueAt: due,
  }: { state: ApplicationState; submittedAt: Date | null; dueAt: Date | null },
  now: Date,
): ClockWords {
  if (state === "rfi") return { words: "stands still", tone: "plain", used: null };
  const dueAt = runningDueAt({ state, dueAt: due });
  if (dueAt === null) return { words: "no clock", tone: "plain", used: null };
  const leftMs = dueAt.getTime() - now.getTime();
  const used = from === null ? null : share(from, dueAt, now);
  if (leftMs < 0) return { words: `overdue by ${span(-leftMs)}`, tone: "bad", used };
  return { words: `due in ${span(leftMs)}`, tone: leftMs < 2 * DAY_MS ? "warn" : "plain", used };
}

function share(from: Date, dueAt: Date, now: Date): number {
  const whole = dueAt.getTime() - from.getTime();
  if (whole <= 0) return 1;
  return Math.min(1, Math.max(0, (now.getTime() - from.getTime()) / whole));
}

function span(ms: number): string {
  if (ms < HOUR_MS) return "less than an hour";
  if (ms < 2 * DAY_MS) return count(Math.floor(ms / HOUR_MS), "hour");
  return count(Math.floor(ms / DAY_MS), "day");
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
