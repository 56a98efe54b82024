export const SEVERITIES = ["critical", "moderate", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Where a finding comes from. */
export const SOURCES = [
  "audit",
  "test_report",
  "incident",
  "concern",
  "usage",
  "notice_missing",
  "report_missed",
  "other",
] as const;
export type Source = (typeof SOURCES)[number];

export const CLOSING_OUTCOMES = ["mended", "unfounded"] as const;
export type ClosingOutcome = (typeof CLOSING_OUTCOMES)[number];

/** What the clock does, in this order, each once. It revokes nothing: a person does. */
export const STEPS = ["due_soon", "restricted", "suspended", "revocation_proposed"] as const;
export type Step = (typeof STEPS)[number];

/** Days for mending: for a critical one the recorder says how many, none for at once (policy.md D; decision 082). */
export const CLOCK_DAYS: Readonly<Record<Severity, { least: number; most: number }>> = {
  critical: { least: 0, most: 30 },
  moderate: { least: 90, most: 90 },
  low: { least: 180, most: 180 },
};

/** From one step to the next once the time for mending is over. */
export const DAYS_BETWEEN_STEPS = 30;
const DUE_SOON_DAYS = 7;

export const DAY_MS = 86_400_000;

type Clock = { recordedAt: Date; dueAt: Date };

/** When the clock takes a step, as far as nobody closes the finding before. */
export function stepAt(step: Step, { dueAt }: Pick<Clock, "dueAt">): Date {
  const days = {
    due_soon: -DUE_SOON_DAYS,
    restricted: 0,
    suspended: DAYS_BETWEEN_STEPS,
    revocation_proposed: 2 * DAYS_BETWEEN_STEPS,
  };
  return new Date(dueAt.getTime() + days[step] * DAY_MS);
}

/** The steps whose time has come, the earliest first; no reminder of an end that is over, or of one as near from the start. */
export function stepsDue(clock: Clock, now: Date): Step[] {
  return STEPS.filter((step) => {
    const at = stepAt(step, clock);
    if (step === "due_soon" && (now >= clock.dueAt || at <= clock.recordedAt)) return false;
    return at <= now;
  });
}

/** What becomes of a live grant by the steps taken so far. */
export function stopOf(steps: readonly Step[]): "restricted" | "suspended" | null {
  if (steps.includes("suspended")) return "suspended";
  return steps.includes("restricted") ? "restricted" : null;
}
